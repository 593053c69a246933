package delivery.contract;

import static delivery.contract.RecordedClients.effect;
import static delivery.contract.RecordedClients.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class CountingPipelineTest {
    private final RecordedClients kafka = RecordedClients.readUncommitted();
    private final CountingPipeline pipeline = new CountingPipeline(RecordedClients.flags(), kafka.clients()) {
        @Override
        protected void process(ConsumerRecords<String, String> events) {
            events.forEach(event -> producer.send(effectOf(event)));
        }
    };

    @Test
    void leavesTheGroupAndClosesItsClientsWhenItIsStopped() {
        kafka.consumer.schedulePollTask(pipeline::stop);

        pipeline.run();

        assertThat(kafka.calls).containsExactly("close producer PT0S", "close consumer LEAVE_GROUP in PT5S");
        assertThat(kafka.effects.closed()).isTrue();
    }

    @Test
    void leavesTheGroupWhenItIsWokenFromItsPoll() {
        kafka.consumer.schedulePollTask(() -> {
            pipeline.stop();
            throw new WakeupException();
        });

        pipeline.run();

        assertThat(kafka.calls).containsExactly("close producer PT0S", "close consumer LEAVE_GROUP in PT5S");
    }

    @Test
    void pollsNothingWhenItWasStoppedBeforeItRan() {
        pipeline.stop();
        kafka.consumer.setPollException(new KafkaException("polled"));

        pipeline.run();

        assertThat(kafka.calls).containsExactly("close producer PT0S", "close consumer LEAVE_GROUP in PT5S");
    }

    @Test
    void isWokenOnlyOnceHoweverOftenItIsStopped() {
        pipeline.stop();
        assertThatThrownBy(pipeline::pollOnce).isInstanceOf(WakeupException.class);

        pipeline.stop();

        kafka.assign(pipeline, List.of(0), List.of());
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        pipeline.pollOnce();
        assertThat(kafka.sent()).containsExactly("0 /a=1 e1");
    }

    @Test
    void staysInTheGroupForItsRestartWhenItFails() {
        kafka.consumer.setPollException(new KafkaException("no such topic"));

        assertThatThrownBy(pipeline::run).isInstanceOf(KafkaException.class).hasMessage("no such topic");

        assertThat(kafka.calls).containsExactly("close producer PT0S", "close consumer DEFAULT in PT5S");
        assertThat(kafka.effects.closed()).isTrue();
    }

    @Test
    void failsWhenItIsWokenByAnybodyElse() {
        kafka.consumer.wakeup();

        assertThatThrownBy(pipeline::run).isInstanceOf(WakeupException.class);
    }

    @Test
    void keepsTheCountsOfThePartitionsThatAreAssigned() {
        kafka.assign(pipeline, List.of(0, 1), List.of(effect(0, 0, "/a", 41), effect(1, 0, "/z", 9)));
        assertThat(pipeline.counts.increment(0, "/a")).isEqualTo(42);

        pipeline.counts.keepBatch();

        kafka.assign(pipeline, List.of(1), List.of());
        assertThatThrownBy(() -> pipeline.counts.increment(0, "/a"))
                .as("revoked")
                .isInstanceOf(IllegalStateException.class);
        assertThat(pipeline.counts.increment(1, "/z")).as("kept").isEqualTo(10);

        kafka.assign(pipeline, List.of(0, 1), List.of(effect(0, 0, "/a", 41), effect(0, 1, "/a", 50)));
        assertThat(pipeline.counts.increment(0, "/a")).as("assigned again").isEqualTo(51);
    }

    @Test
    void forgetsTheCountsOfPartitionsThatWereLost() {
        kafka.assign(pipeline, List.of(0), List.of(effect(0, 0, "/a", 41)));

        pipeline.onPartitionsLost(List.of(new TopicPartition(RecordedClients.INPUT, 0)));

        assertThatThrownBy(() -> pipeline.counts.increment(0, "/a")).isInstanceOf(IllegalStateException.class);
    }
}
