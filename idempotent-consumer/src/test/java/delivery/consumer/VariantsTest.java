package delivery.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.contract.Anomaly;
import delivery.contract.EffectiveSettings;
import delivery.contract.Expectation;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.contract.Promises;
import delivery.contract.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VariantsTest {
    private interface Source {
        Settings settings(PipelineFlags flags) throws IOException;
    }

    private interface Maker {
        TablePipeline make(PipelineFlags flags, Settings settings);
    }

    private record Program(Guarantee guarantee, Source settings, Maker maker) {
        @Override
        public String toString() {
            return guarantee.name();
        }
    }

    @TempDir
    private Path directory;

    static List<Program> all() {
        return List.of(
                new Program(OffsetsFirst.GUARANTEE, OffsetsFirst::settings, OffsetsFirst::new),
                new Program(Naive.GUARANTEE, Naive::settings, Naive::new),
                new Program(DeduplicationWindow.GUARANTEE, DeduplicationWindow::settings, DeduplicationWindow::new),
                new Program(Outbox.GUARANTEE, Outbox::settings, Outbox::new),
                new Program(UniqueKey.GUARANTEE, UniqueKey::settings, UniqueKey::new),
                new Program(Upsert.GUARANTEE, Upsert::settings, Upsert::new),
                new Program(OffsetsInDatabase.GUARANTEE, OffsetsInDatabase::settings, OffsetsInDatabase::new));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isAllowedNothingWhileNothingIsBroken(Program program) {
        assertThat(Promises.of(program.guarantee(), Expectation.FORBIDDEN))
                .filteredOn(promise -> promise.endsWith(" UNDISTURBED"))
                .hasSize(Anomaly.values().length);
    }

    @ParameterizedTest
    @MethodSource("all")
    void consumesAsPromisedWhateverTheClientConfigurationSays(Program program) throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);

        assertThat(EffectiveSettings.ofConsumer(
                        program.settings().settings(flags).values()))
                .containsEntry("group.id", "group")
                .containsEntry("group.instance.id", "instance")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.metrics.push", false)
                .containsEntry("retry.backoff.ms", 7L);
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhichFlagIsMissingWithoutADatabase(Program program) throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);
        Settings settings = program.settings().settings(flags);

        assertThatThrownBy(() -> program.maker().make(flags, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--database-url");
    }

    @Test
    void theOutboxRelaysByAnIdempotentProducerWithoutTransactions() throws IOException {
        PipelineFlags flags = EffectiveSettings.underHostileClientConfig(directory);

        assertThat(EffectiveSettings.ofProducer(Outbox.settings(flags).values()))
                .containsEntry("acks", "-1")
                .containsEntry("enable.idempotence", true)
                .containsEntry("transactional.id", null);
    }

    @ParameterizedTest
    @MethodSource("exact")
    void anExactOneIsAllowedNothingAtAll(Program program) {
        assertThat(Promises.of(program.guarantee(), Expectation.INTERESTING)).isEmpty();
        assertThat(Promises.of(program.guarantee(), Expectation.ACCEPTABLE)).isEmpty();
    }

    static List<Program> exact() {
        return all().subList(4, 7);
    }

    @Test
    void theNaiveOneMayCountAgainWhatWasNotAcknowledged() {
        assertThat(Promises.of(Naive.GUARANTEE, Expectation.INTERESTING))
                .containsExactlyInAnyOrder(
                        "DUPLICATED ACK_LOST",
                        "DUPLICATED PIPELINE_RESTARTED",
                        "DUPLICATED ZOMBIE",
                        "DUPLICATED OFFSETS_LOST",
                        "MISCOUNTED ACK_LOST",
                        "MISCOUNTED PIPELINE_RESTARTED",
                        "MISCOUNTED ZOMBIE",
                        "MISCOUNTED OFFSETS_LOST");
    }

    @Test
    void whoCommitsOffsetsFirstMayLoseWhatComesAfter() {
        assertThat(Promises.of(OffsetsFirst.GUARANTEE, Expectation.INTERESTING))
                .containsExactlyInAnyOrder(
                        "LOST REQUEST_LOST",
                        "LOST PIPELINE_RESTARTED",
                        "MISCOUNTED REQUEST_LOST",
                        "MISCOUNTED PIPELINE_RESTARTED",
                        "DUPLICATED OFFSETS_LOST");
    }

    @Test
    void aWindowForgetsWhatComesAgainAfterIt() {
        assertThat(Promises.of(DeduplicationWindow.GUARANTEE, Expectation.INTERESTING))
                .containsExactlyInAnyOrder("DUPLICATED OFFSETS_LOST", "MISCOUNTED OFFSETS_LOST");
        assertThat(Promises.of(DeduplicationWindow.GUARANTEE, Expectation.ACCEPTABLE))
                .containsExactlyInAnyOrder("DUPLICATED ZOMBIE", "MISCOUNTED ZOMBIE");
    }
}
