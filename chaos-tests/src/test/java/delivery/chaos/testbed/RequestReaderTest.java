package delivery.chaos.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.network.wire.Written;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.protocol.ApiKeys;
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

    private static TappedRequest fetch(short version, FetchTopic topic, long offset) {
        topic.partitions().add(new FetchPartition().setPartition(1).setFetchOffset(offset));
        FetchRequestData body = new FetchRequestData();
        body.topics().add(topic);
        return Written.request(ApiKeys.FETCH, version, body);
    }
}
