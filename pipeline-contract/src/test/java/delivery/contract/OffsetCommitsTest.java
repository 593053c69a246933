package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class OffsetCommitsTest {
    private final AtomicInteger polls = new AtomicInteger();

    @Test
    void waitsNoLongerForARebalanceThatNobodyEnds() {
        OffsetCommits commits = new OffsetCommits(new MockConsumer<String, String>("earliest") {
            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
                throw new RebalanceInProgressException();
            }

            @Override
            public synchronized ConsumerRecords<String, String> poll(Duration timeout) {
                polls.incrementAndGet();
                return super.poll(timeout);
            }
        });
        commits.commitDone(Map.of(new TopicPartition("events", 0), new OffsetAndMetadata(1)));

        commits.awaitPutOff(Duration.ofMillis(20));

        assertThat(polls).hasPositiveValue();
    }

    /** As the consumer of KIP-848 may be by one wakeup(); see findings/one-wakeup-thrown-twice. */
    @Test
    void commitsAlsoWhenItIsWokenTwice() {
        AtomicInteger woken = new AtomicInteger(2);
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        OffsetCommits commits = new OffsetCommits(new MockConsumer<String, String>("earliest") {
            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
                if (woken.getAndDecrement() > 0) {
                    throw new WakeupException();
                }
                committed.putAll(offsets);
            }
        });

        commits.commitSync(Map.of(new TopicPartition("events", 0), new OffsetAndMetadata(1)));

        assertThat(committed).hasSize(1);
    }
}
