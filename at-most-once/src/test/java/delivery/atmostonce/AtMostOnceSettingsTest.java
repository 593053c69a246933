package delivery.atmostonce;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Clients;
import delivery.contract.EffectiveSettings;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtMostOnceSettingsTest {
    @TempDir
    private Path directory;

    @Test
    void producesAsPromisedWhateverTheClientConfigurationSays() throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);

        assertThat(EffectiveSettings.ofProducer(AtMostOnce.settings(flags)))
                .containsEntry("acks", "1")
                .containsEntry("retries", 0)
                .containsEntry("enable.idempotence", false)
                .containsEntry("max.in.flight.requests.per.connection", 5)
                .containsEntry("transactional.id", null)
                .containsEntry("enable.metrics.push", false)
                .containsEntry("retry.backoff.ms", 7L);
    }

    @Test
    void consumesAsPromisedWhateverTheClientConfigurationSays() throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);

        assertThat(EffectiveSettings.ofConsumer(AtMostOnce.settings(flags)))
                .containsEntry("group.id", "group")
                .containsEntry("group.instance.id", "instance")
                .containsEntry("group.protocol", "classic")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.metrics.push", false)
                .containsEntry("retry.backoff.ms", 7L);
    }

    @Test
    void makesClientsOfItsSettings() throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);

        Clients clients = AtMostOnce.connect(flags, AtMostOnce.settings(flags));

        clients.producer().close(Duration.ZERO);
        clients.consumer().close();
        clients.effects().close();
        clients.highWatermarks().close();
        assertThat(clients.highWatermarks()).isSameAs(clients.effects());
    }

    @Test
    void takesTheGroupProtocolFromTheClientConfiguration() throws IOException {
        PipelineFlags flags = EffectiveSettings.underNewGroupProtocol(directory);

        Clients clients = AtMostOnce.connect(flags, AtMostOnce.settings(flags));

        assertThat(clients.consumer().groupMetadata().groupInstanceId())
                .as("static members that were killed are refused until their session has expired")
                .isEmpty();
        clients.producer().close(Duration.ZERO);
        clients.consumer().close();
        clients.effects().close();
        clients.highWatermarks().close();
    }
}
