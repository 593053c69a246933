package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AtlasOptionsTest {
    private static AtlasOptions options(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return AtlasOptions.from(properties);
    }

    @Test
    void refusesBrokersOfAnotherVersion() {
        Properties given = new Properties();
        given.setProperty("kafka.version.brokers", "3.9.2");

        assertThatThrownBy(() -> AtlasOptions.from(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave out -Dkafka.version.brokers");
    }

    @Test
    void aTenthOfTheAtlasRunsWhenNothingIsAskedFor() {
        AtlasOptions options = options();

        assertThat(options.modules()).isEqualTo(Pipelines.ALL);
        assertThat(IntStream.range(0, 220)
                        .filter(number ->
                                options.wants("at-least-once/produce/ack-lost", number, Strike.ACK_LOST_AFTER)))
                .hasSize(20);
        assertThat(IntStream.range(0, 220)
                        .filter(number -> options.wants("at-least-once/produce/zombie", number, Strike.PAUSED)))
                .hasSize(4);
    }

    @Test
    void aScenarioWithANameOfItsOwnCanBeNamedAndTwoOfThemAreInTheTenth() {
        String id = "transactional-eos/by-name/second-instance";

        assertThat(options("atlas.scenarios", id).wants(id, 0)).isTrue();
        assertThat(options("atlas.scenarios", "transactional-eos/end-txn").wants(id, 0))
                .isFalse();
        assertThat(options("atlas.scenarios", "all").wants(id, 0)).isTrue();
        assertThat(IntStream.range(0, 8).filter(number -> options().wants(id, number)))
                .hasSize(2);
    }

    @Test
    void allOfItRunsWhenAllIsAskedFor() {
        assertThat(options("atlas.scenarios", "all").wants("at-least-once/produce/ack-lost", 11, Strike.ACK_LOST_AFTER))
                .isTrue();
    }

    @Test
    void aModuleAStepOrAScenarioCanBeNamed() {
        AtlasOptions options = options("atlas.scenarios", "streams-eos, transactional-eos/end-txn");

        assertThat(options.modules().stream().map(PipelineUnderTest::name))
                .containsExactly("transactional-eos", "streams-eos");
        assertThat(options.wants("transactional-eos/end-txn/ack-lost", 1, Strike.ACK_LOST_AFTER))
                .isTrue();
        assertThat(options.wants("streams-eos/fetch/ack-lost", 2, Strike.ACK_LOST_AFTER))
                .isTrue();
        assertThat(options.wants("transactional-eos/fetch/ack-lost", 3, Strike.ACK_LOST_AFTER))
                .isFalse();
        assertThat(options.wants("transactional-eos/end-txn-2/ack-lost", 4, Strike.ACK_LOST_AFTER))
                .isFalse();
    }

    @Test
    void anAsteriskStandsForAnyPart() {
        AtlasOptions options = options("atlas.scenarios", "*/produce/*");

        assertThat(options.modules()).isEqualTo(Pipelines.ALL);
        assertThat(options.wants("streams-eos/produce/ack-lost", 1, Strike.ACK_LOST_AFTER))
                .isTrue();
        assertThat(options.wants("streams-eos/fetch/ack-lost", 2, Strike.ACK_LOST_AFTER))
                .isFalse();
    }

    @Test
    void anUnknownModuleIsAnsweredWithThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("atlas.scenarios", "exactly-once/produce"))
                .withMessageContaining("'exactly-once'")
                .withMessageContaining("transactional-eos");
    }

    @Test
    void aRepetitionThatIsNoNumberIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("atlas.repeat", "often"))
                .withMessageContaining("-Datlas.repeat=often");
    }

    @Test
    void whatIsRunOnceIsNotNumbered() {
        assertThat(options().repetitionNumbers()).containsExactly(0);
        assertThat(options("atlas.repeat", "3").repetitionNumbers()).containsExactly(1, 2, 3);
    }

    @Test
    void theCommandNamesScenarioAndSeed() {
        assertThat(options("chaos.seed", "7").repeat("at-least-once/produce/ack-lost"))
                .isEqualTo("mvn verify -Patlas -Datlas.scenarios=at-least-once/produce/ack-lost -Dchaos.seed=7");
    }

    @Test
    void theCommandKeepsTheTransactionVersionThatWasGiven() {
        AtlasOptions options = options("chaos.seed", "7", "kafka.transaction.version", "1");

        assertThat(options.repeat("streams-eos/produce/ack-lost"))
                .endsWith(" -Dchaos.seed=7 -Dkafka.transaction.version=1");
        assertThat(options.command()).endsWith(" -Dkafka.transaction.version=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("kafka.transaction.version", "two"))
                .withMessageContaining("-Dkafka.transaction.version=two");
    }

    @Test
    void theCommandKeepsAnAsteriskFromTheShell() {
        assertThat(options("chaos.seed", "7", "atlas.scenarios", "*/produce").command())
                .isEqualTo("mvn verify -Patlas '-Datlas.scenarios=*/produce' -Dchaos.seed=7");
    }
}
