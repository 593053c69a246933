package delivery.streams;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.EffectiveSettings;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsEosSettingsTest {
    /** What a client configuration might name, and must not get. */
    public static final class PassesOver implements ProductionExceptionHandler {
        @Override
        public void configure(Map<String, ?> configs) {}
    }

    @TempDir
    private Path directory;

    private StreamsConfig settings;

    /** With prefixes, too: Streams lets them win over what has none. */
    @BeforeEach
    void configureUnderAHostileClientConfig() throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);
        Files.writeString(flags.clientConfig, """
                producer.acks=0
                producer.retries=3
                producer.enable.idempotence=false
                producer.max.in.flight.requests.per.connection=50
                main.consumer.isolation.level=read_uncommitted
                main.consumer.enable.auto.commit=true
                main.consumer.auto.offset.reset=latest
                main.consumer.group.instance.id=theirs
                restore.consumer.isolation.level=read_uncommitted
                deserialization.exception.handler=org.apache.kafka.streams.errors.LogAndContinueExceptionHandler
                processing.exception.handler=org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler
                production.exception.handler=delivery.streams.StreamsEosSettingsTest$PassesOver
                """, StandardOpenOption.APPEND);
        settings = new StreamsConfig(StreamsEos.settings(flags).values());
    }

    @Test
    void processesAsPromisedWhateverTheClientConfigurationSays() {
        assertThat(settings.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(settings.getString("application.id")).isEqualTo("group");
        assertThat(settings.getInt("num.stream.threads")).isEqualTo(1);
        assertThat(settings.getInt("replication.factor")).isEqualTo(-1);
        assertThat(settings.getString("state.dir")).isEqualTo(directory.toString());
        assertThat(settings.getString("group.protocol")).isEqualTo("classic");
    }

    @Test
    void passesOverNoEventThatFails() {
        assertThat(settings.deserializationExceptionHandler().getClass().getSimpleName())
                .isEqualTo("LogAndFailExceptionHandler");
        assertThat(settings.processingExceptionHandler().getClass().getSimpleName())
                .isEqualTo("LogAndFailProcessingExceptionHandler");
        assertThat(settings.productionExceptionHandler().getClass().getSimpleName())
                .isEqualTo("DefaultProductionExceptionHandler");
    }

    @Test
    void producesAsPromisedWhateverTheClientConfigurationSays() {
        Map<String, Object> producer = settings.getProducerConfigs("client");
        producer.put("transactional.id", "as Streams sets it");

        assertThat(EffectiveSettings.ofProducer(producer))
                .containsEntry("acks", "-1")
                .containsEntry("retries", Integer.MAX_VALUE)
                .containsEntry("enable.idempotence", true)
                .containsEntry("max.in.flight.requests.per.connection", 5)
                .containsEntry("enable.metrics.push", false)
                .containsEntry("retry.backoff.ms", 7L);
    }

    @Test
    void consumesAsPromisedWhateverTheClientConfigurationSays() {
        assertThat(EffectiveSettings.ofConsumer(settings.getMainConsumerConfigs("group", "client", 1)))
                .containsEntry("group.id", "group")
                .containsEntry("group.instance.id", "instance-1")
                .containsEntry("group.protocol", "classic")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.metrics.push", false)
                .containsEntry("retry.backoff.ms", 7L);
    }

    @Test
    void restoresCountsFromCommittedChangesOnly() {
        assertThat(EffectiveSettings.ofConsumer(settings.getRestoreConsumerConfigs("client")))
                .containsEntry("isolation.level", "read_committed");
    }
}
