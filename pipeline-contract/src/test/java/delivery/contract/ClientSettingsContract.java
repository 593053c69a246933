package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka's clients are given by every pipeline that has them. The test of a module extends this one. */
public abstract class ClientSettingsContract {
    /** What the settings are for given flags. */
    public interface Source {
        Settings settings(PipelineFlags flags) throws IOException;
    }

    /** How the clients are made of them. */
    public interface Connection {
        Clients connect(PipelineFlags flags, Settings settings);
    }

    private final Source source;
    private final Connection connection;
    private final Guarantee guarantee;
    private final Map<String, Object> ofProducer;

    @TempDir
    private Path directory;

    /** @param ofProducer what makes the guarantee in the producer, by the names and in the types of Kafka's config */
    protected ClientSettingsContract(
            Source source, Connection connection, Guarantee guarantee, Map<String, Object> ofProducer) {
        this.source = source;
        this.connection = connection;
        this.guarantee = guarantee;
        this.ofProducer = ofProducer;
    }

    @Test
    public final void producesAsPromisedWhateverTheClientConfigurationSays() throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);

        assertThat(EffectiveSettings.ofProducer(source.settings(flags).values()))
                .containsAllEntriesOf(ofProducer)
                .containsEntry("enable.metrics.push", false)
                .containsEntry("retry.backoff.ms", 7L);
        assertThat(ofProducer)
                .containsOnlyKeys("acks", "retries", "enable.idempotence", "max.in.flight.requests.per.connection");
    }

    @Test
    public final void hasTransactionsIfAndOnlyIfTheyMakeItsPromise() throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);

        assertThat(EffectiveSettings.ofProducer(source.settings(flags).values()))
                .containsEntry("transactional.id", guarantee.readsCommitted() ? "group-instance" : null);
    }

    @Test
    public final void consumesAsPromisedWhateverTheClientConfigurationSays() throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);

        assertThat(EffectiveSettings.ofConsumer(source.settings(flags).values()))
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
    public final void givesAReasonForWhateverMakesTheGuarantee() throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);

        assertThat(source.settings(flags).own())
                .filteredOn(setting -> ofProducer.containsKey(setting.name()))
                .hasSameSizeAs(ofProducer.keySet())
                .allMatch(setting -> !setting.why().isBlank());
    }

    @Test
    public final void readsEffectsBackAsItsReadersDo() throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);

        Clients clients = connection.connect(flags, source.settings(flags));

        close(clients);
        assertThat(clients.highWatermarks() == clients.effects())
                .as("one client for both where nothing is ever uncommitted")
                .isEqualTo(!guarantee.readsCommitted());
    }

    @Test
    public final void takesTheGroupProtocolFromTheClientConfiguration() throws IOException {
        PipelineFlags flags = EffectiveSettings.underNewGroupProtocol(directory);

        Clients clients = connection.connect(flags, source.settings(flags));

        assertThat(clients.consumer().groupMetadata().groupInstanceId())
                .as("static members that were killed are refused until their session has expired")
                .isEmpty();
        close(clients);
    }

    private static void close(Clients clients) {
        clients.producer().close(Duration.ZERO);
        clients.consumer().close();
        clients.effects().close();
        clients.highWatermarks().close();
    }
}
