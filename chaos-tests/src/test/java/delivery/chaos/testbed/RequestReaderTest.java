package delivery.chaos.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.network.wire.Written;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
    private static final Uuid IN = Uuid.randomUuid();
    private static final Uuid OUT = Uuid.randomUuid();
    /** The last that names topics, and the first that has their ids. */
    private static final short BY_NAME = 12;

    private static final short BY_ID = 13;

    private final RequestReader requests = new RequestReader(new ScenarioTopics("in", IN, "out", OUT, List.of(), 3));

    @Test
    void tellsAFetchOfEventsFromAnOffsetOnOrAnEarlierOne() {
        TappedRequest fetch = fetch(BY_ID, new FetchTopic().setTopicId(IN), 250);

        assertThat(requests.fetchesFrom(fetch, 1, 250)).isTrue();
        assertThat(requests.fetchesFrom(fetch, 1, 300)).isTrue();
        assertThat(requests.fetchesFrom(fetch, 1, 249)).isFalse();
        assertThat(requests.fetchesFrom(fetch, 0, 250)).isFalse();
    }

    @Test
    void tellsFromWhereAPartitionIsFetchedAndNothingOfOneThatIsNot() {
        TappedRequest fetch = fetch(BY_ID, new FetchTopic().setTopicId(IN), 250);

        assertThat(requests.fetchOffset(fetch, 1)).hasValue(250);
        assertThat(requests.fetchOffset(fetch, 0)).isEmpty();
        assertThat(requests.fetchOffset(fetch(BY_ID, new FetchTopic().setTopicId(OUT), 250), 1))
                .isEmpty();
    }

    @Test
    void tellsAFetchOfAnOlderClientByTheTopicsName() {
        assertThat(requests.fetchesFrom(fetch(BY_NAME, new FetchTopic().setTopic("in"), 250), 1, 250))
                .isTrue();
        assertThat(requests.fetchesFrom(fetch(BY_NAME, new FetchTopic().setTopic("out"), 250), 1, 250))
                .isFalse();
    }

    @Test
    void doesNotTakeTheReadingOfEffectsForThatOfEvents() {
        assertThat(requests.fetchesFrom(fetch(BY_ID, new FetchTopic().setTopicId(OUT), 0), 1, 250))
                .isFalse();
    }

    @Test
    void takesABatchForFullIfNotOneRecordMoreFitsIntoIt() {
        TappedRequest produce = produceOf(10);
        int batchBytes = records(10).sizeInBytes();

        assertThat(requests.isFull(produce, batchBytes)).isTrue();
        assertThat(requests.isFull(produce, batchBytes + batchBytes / 20)).isTrue();
        assertThat(requests.isFull(produce, batchBytes + batchBytes / 10)).isFalse();
        assertThat(requests.isFull(fetch(BY_ID, new FetchTopic().setTopicId(OUT), 0), 1))
                .isFalse();
    }

    private static MemoryRecords records(int count) {
        SimpleRecord[] records = new SimpleRecord[count];
        Arrays.fill(records, new SimpleRecord(0, "/a".getBytes(UTF_8), "1".getBytes(UTF_8)));
        return MemoryRecords.withRecords(Compression.NONE, records);
    }

    private static TappedRequest produceOf(int count) {
        ProduceRequestData body = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(1);
        TopicProduceData topic = new TopicProduceData().setTopicId(OUT);
        topic.partitionData().add(new PartitionProduceData().setIndex(0).setRecords(records(count)));
        body.topicData().add(topic);
        return Written.request(ApiKeys.PRODUCE, BY_ID, body);
    }

    private static TappedRequest fetch(short version, FetchTopic topic, long offset) {
        topic.partitions().add(new FetchPartition().setPartition(1).setFetchOffset(offset));
        FetchRequestData body = new FetchRequestData();
        body.topics().add(topic);
        return Written.request(ApiKeys.FETCH, version, body);
    }
}
