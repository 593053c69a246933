package delivery.chaos.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.network.wire.TapListener.ResponseBody;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.network.wire.Written;
import delivery.contract.Effects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponseCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class EffectTrafficTest {
    private static final Uuid OUT = Uuid.randomUuid();
    private static final short VERSION = 13;

    private final EffectTraffic traffic = new EffectTraffic(
            new ScenarioClock(), new ScenarioTopics("in", Uuid.randomUuid(), "out", OUT, List.of(), 1));
    private final TappedRequest first = produce();
    private final TappedRequest retry = produce();

    @Test
    void takesARetryOfWhatWentUnansweredForNoFirstAttempt() {
        traffic.onRequest(first);
        traffic.onRequest(retry);

        assertThat(traffic.isFirstAttempt(first)).isTrue();
        assertThat(traffic.isFirstAttempt(retry)).isFalse();
    }

    @Test
    void takesARetryOfWhatWasRefusedForAFirstAttempt() {
        traffic.onRequest(first);
        traffic.onResponse(first, answer(Errors.CONCURRENT_TRANSACTIONS));
        traffic.onRequest(retry);

        assertThat(traffic.isFirstAttempt(retry)).isTrue();
    }

    @Test
    void takesARetryOfWhatWasCarriedOutForNoFirstAttempt() {
        traffic.onRequest(first);
        traffic.onResponse(first, answer(Errors.NONE));
        traffic.onRequest(retry);

        assertThat(traffic.isFirstAttempt(retry)).isFalse();
    }

    @Test
    void tellsTheLastRequestInWords() {
        assertThat(traffic.lastRequest()).isEqualTo("it has sent no request");

        traffic.onRequest(first);

        assertThat(traffic.lastRequest())
                .startsWith("its last request, Produce v13")
                .endsWith(" ms");
    }

    private static TappedRequest produce() {
        Header eventId = new RecordHeader(Effects.EVENT_ID, "e-1".getBytes(StandardCharsets.UTF_8));
        byte[] text = "1".getBytes(StandardCharsets.UTF_8);
        MemoryRecords records =
                MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(0, text, text, new Header[] {eventId}));
        PartitionProduceData partition = new PartitionProduceData().setIndex(0).setRecords(records);
        return Written.request(
                ApiKeys.PRODUCE,
                VERSION,
                new ProduceRequestData()
                        .setAcks((short) -1)
                        .setTopicData(new TopicProduceDataCollection(
                                List.of(new TopicProduceData().setTopicId(OUT).setPartitionData(List.of(partition)))
                                        .iterator())));
    }

    private static ResponseBody answer(Errors error) {
        ProduceResponseData said = new ProduceResponseData()
                .setResponses(new TopicProduceResponseCollection(List.of(new TopicProduceResponse()
                                .setTopicId(OUT)
                                .setPartitionResponses(List.of(new PartitionProduceResponse()
                                        .setIndex(0)
                                        .setErrorCode(error.code()))))
                        .iterator()));
        return new ResponseBody() {
            @Override
            public int bytes() {
                return 0;
            }

            @Override
            public ApiMessage decode() {
                return said;
            }

            @Override
            public Struct fields() {
                throw new UnsupportedOperationException("nobody asks for them");
            }
        };
    }
}
