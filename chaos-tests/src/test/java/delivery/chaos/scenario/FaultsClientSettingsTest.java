package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThatCode;

import delivery.atleastonce.AtLeastOnce;
import delivery.atmostonce.AtMostOnce;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.ClientConfigFormat;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.contract.PipelineFlags;
import delivery.idempotent.IdempotentProducer;
import delivery.streams.StreamsEos;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A producer refuses times that contradict each other, and then no pipeline starts under that fault. */
class FaultsClientSettingsTest {
    @TempDir
    private Path directory;

    static List<Fault> known() {
        return Faults.CATALOGUE;
    }

    @ParameterizedTest
    @MethodSource("known")
    void areTakenByTheProducerOfEveryModule(Fault fault) throws IOException {
        Map<String, String> settings = new HashMap<>(ClientTimeouts.OF_EVERY_SCENARIO);
        settings.putAll(Course.of(fault, InputOptions.DEFAULT).clientSettings());
        settings.putAll(fault.clientSettings());
        PipelineFlags flags = flags(ClientConfigFormat.JAVA.write(directory, settings));

        for (Map<String, Object> values : List.of(
                AtMostOnce.settings(flags).values(),
                AtLeastOnce.settings(flags).values(),
                IdempotentProducer.settings(flags).values(),
                TransactionalEos.settings(flags).values(),
                new StreamsConfig(StreamsEos.settings(flags).values()).getProducerConfigs("effects"))) {
            assertThatCode(() -> make(values)).doesNotThrowAnyException();
        }
    }

    private static void make(Map<String, Object> values) {
        new KafkaProducer<>(values, new StringSerializer(), new StringSerializer()).close(Duration.ZERO);
    }

    private PipelineFlags flags(Path clientConfig) {
        PipelineFlags flags = new PipelineFlags();
        flags.bootstrapServers = "127.0.0.1:9";
        flags.inputTopic = "events";
        flags.outputTopic = "effects";
        flags.groupId = "group";
        flags.instanceId = "instance-1";
        flags.stateDir = directory;
        flags.clientConfig = clientConfig;
        return flags;
    }
}
