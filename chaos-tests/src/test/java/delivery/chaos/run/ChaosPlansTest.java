package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.sabotaged.Sabotages;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Which cells a run plans, and by which command each is repeated. */
class ChaosPlansTest {
    private final Properties properties = new Properties();

    @Test
    void repeatsWithTheTransactionVersionThatWasGiven() {
        properties.put("kafka.transaction.version", "1");

        assertThat(ChaosOptions.from(properties).plans())
                .allSatisfy(plan -> assertThat(plan.repeat()).endsWith(" -Dkafka.transaction.version=1"));
        assertThat(ChaosOptions.from(properties).command()).endsWith(" -Dkafka.transaction.version=1");
        assertThat(ChaosOptions.from(new Properties()).command()).doesNotContain("transaction.version");
    }

    @Test
    void repeatsWithTheVersionOfTheBrokersThatWasGiven() {
        properties.put("kafka.version.brokers", "3.9.2");

        assertThat(ChaosOptions.from(properties).brokersVersion()).contains("3.9.2");
        assertThat(ChaosOptions.from(properties).command()).endsWith(" -Dkafka.version.brokers=3.9.2");
        assertThat(Versions.read()
                        .with(Optional.of("3.9.2"), Optional.of("4.2.2"))
                        .byName("embedded", "1", 0))
                .containsEntry("broker", "3.9.2")
                .containsEntry("clients", "4.2.2")
                .containsEntry("streams", "4.2.2");
    }

    @Test
    void plansOnlyWhatConcernsAModuleWhenNothingIsAsked() {
        properties.put("chaos.seed", "42");

        assertThat(ChaosOptions.from(properties).plans())
                .extracting(ScenarioPlan::evidence)
                .doesNotHaveDuplicates()
                .contains(
                        "evidence/at-least-once/acks-lost",
                        "evidence/at-least-once/produce-refused",
                        "evidence/at-least-once/none-ragged",
                        "evidence/at-most-once/zombie-returns",
                        "evidence/transactional-eos/killed-before-end-txn",
                        "evidence/streams-eos/produce-refused-ragged")
                .doesNotContain(
                        "evidence/at-most-once/killed-behind-commit",
                        "evidence/at-most-once/killed-behind-commit",
                        "evidence/at-least-once/zombie-returns",
                        "evidence/idempotent-producer/killed-before-end-txn");
    }

    @Test
    void plansAFaultThatIsAskedByNameForTheModulesThatItConcerns() {
        properties.put("chaos.faults", "killed-before-end-txn");

        assertThat(ChaosOptions.from(properties).plans())
                .extracting(ScenarioPlan::id)
                .containsExactly("transactional-eos/killed-before-end-txn", "streams-eos/killed-before-end-txn");
    }

    @Test
    void reportsWhatAFaultDoesThatIsAskedForByItsName() {
        properties.put("chaos.faults", "acks-lost,leader-alone-killed");
        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.reportedFaults(options.plans()))
                .doesNotHaveDuplicates()
                .containsAll(Faults.MATRIX)
                .extracting(Fault::name)
                .contains("leader-alone-killed");
    }

    @Test
    void plansWhatIsAskedByNameForAModuleThatIsNamedTooWhetherItConcernsItOrNot() {
        properties.put("chaos.modules", "at-least-once");
        properties.put("chaos.faults", "killed-before-end-txn");

        assertThat(ChaosOptions.from(properties).plans())
                .extracting(ScenarioPlan::id)
                .containsExactly("at-least-once/killed-before-end-txn");
    }

    @Test
    void plansEveryCellAsOftenAsAskedEachTimeWithAnotherSeedForAllModulesAlike() {
        properties.put("chaos.seed", "42");
        properties.put("chaos.repeat", "3");
        properties.put("chaos.modules", "at-least-once,idempotent-producer");
        properties.put("chaos.faults", "acks-lost");
        List<ScenarioPlan> plans = ChaosOptions.from(properties).plans();

        assertThat(plans)
                .extracting(ScenarioPlan::evidence)
                .containsExactly(
                        "evidence/at-least-once/acks-lost/run-01",
                        "evidence/idempotent-producer/acks-lost/run-01",
                        "evidence/at-least-once/acks-lost/run-02",
                        "evidence/idempotent-producer/acks-lost/run-02",
                        "evidence/at-least-once/acks-lost/run-03",
                        "evidence/idempotent-producer/acks-lost/run-03");
        assertThat(plans.stream().map(ScenarioPlan::seed).distinct()).hasSize(3);
        assertThat(plans.get(0).seed()).isEqualTo(plans.get(1).seed());
        assertThat(ChaosOptions.from(properties).plans()).isEqualTo(plans);
    }

    @Test
    void repeatsACellByItsModuleItsFaultAndTheSeed() {
        properties.put("chaos.seed", "42");
        properties.put("chaos.events", "views.txt");
        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.repeat(Pipelines.named("at-least-once").orElseThrow(), Faults.MATRIX.get(1)))
                .isEqualTo("mvn verify -pl chaos-tests -am -Dchaos.modules=at-least-once -Dchaos.faults=acks-lost"
                        + " -Dchaos.seed=42 -Dchaos.events=views.txt");
        assertThat(options.command()).isEqualTo("mvn verify -Dchaos.seed=42 -Dchaos.events=views.txt");
    }

    @Test
    void repeatsACellOnTheSameToxiproxyServer() {
        properties.put("chaos.seed", "42");
        properties.put("toxiproxy.server", "127.0.0.1:8474");

        assertThat(ChaosOptions.from(properties).command())
                .isEqualTo("mvn verify -Dchaos.seed=42 -Dtoxiproxy.server=127.0.0.1:8474");
    }

    @Test
    void repeatsSabotagesByNameUnlessTheyAreAll() {
        properties.put("chaos.seed", "42");
        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.repeatSabotages(Sabotages.ALL)).isEqualTo("mvn verify -Psabotage -Dchaos.seed=42");
        assertThat(options.repeatSabotages(Sabotages.ALL.subList(0, 2)))
                .isEqualTo(
                        "mvn verify -Psabotage -Dchaos.sabotages=retries-left-on,commit-after-effects -Dchaos.seed=42");
    }
}
