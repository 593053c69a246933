package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.fault.catalogue.OutsideFaults;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import delivery.sabotaged.Innocents;
import delivery.sabotaged.Sabotage;
import delivery.sabotaged.Sabotages;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SabotageTrialTest {
    private static final ChaosOptions SEED_42 = options("42");

    private static ChaosOptions options(String seed) {
        Properties properties = new Properties();
        properties.put("chaos.seed", seed);
        return ChaosOptions.from(properties);
    }

    static Stream<Sabotage> sabotages() {
        return Sabotages.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void everySabotageIsAccusedOfWhatItsPromiseRulesOutUnderItsFault(Sabotage sabotage) {
        Fault fault = SabotageTrial.fault(sabotage.name(), sabotage.fault());

        assertThat(sabotage.promise().expectation(sabotage.anomaly(), circumstances(fault)))
                .isEqualTo(Expectation.FORBIDDEN);
        assertThat(fault.firings() > 0 || fault.name().startsWith("none"))
                .as("a fault that has to fire, or the control")
                .isTrue();
    }

    /** What a fault plans. Where it leaves a restart to the pipeline, sabotages are what lives on without one. */
    private static Set<Circumstance> circumstances(Fault fault) {
        Set<Circumstance> planned = EnumSet.copyOf(fault.circumstances());
        if (fault.name().equals("ack-expired")) {
            planned.remove(Circumstance.PIPELINE_RESTARTED);
        }
        return planned;
    }

    @Test
    void everyAimedFaultConvictsASabotage() {
        assertThat(Sabotages.ALL)
                .extracting(Sabotage::fault)
                .containsAll(Faults.AIMED.stream().map(Fault::name).toList());
    }

    @Test
    void faultsHaveDifferentNames() {
        assertThat(MatrixKind.ALL_FAULTS)
                .extracting(Fault::name)
                .doesNotHaveDuplicates()
                .containsAll(OutsideFaults.MATRIX.stream().map(Fault::name).toList());
    }

    @Test
    void runsEverySabotageBesideItsModuleUnderTheSameFaultAndSeed() {
        SabotageTrial trial = new SabotageTrial(List.of(named("retries-left-on")), SEED_42);

        assertThat(trial.plans())
                .extracting(ScenarioPlan::id)
                .containsExactly("retries-left-on/acks-lost", "at-most-once/acks-lost");
        assertThat(trial.plans().stream().map(ScenarioPlan::seed).distinct()).hasSize(1);
        assertThat(trial.plans())
                .extracting(ScenarioPlan::repeat)
                .containsOnly("mvn verify -Psabotage -Dchaos.sabotages=retries-left-on -Dchaos.seed=42");
    }

    @Test
    void runsAControlOnceForAllThatItIsTheControlOf() {
        SabotageTrial trial =
                new SabotageTrial(List.of(named("flush-forgotten"), named("commit-before-flush")), SEED_42);

        assertThat(trial.plans())
                .extracting(ScenarioPlan::id)
                .containsExactly(
                        "flush-forgotten/killed-behind-commit",
                        "at-least-once/killed-behind-commit",
                        "commit-before-flush/killed-behind-commit");
    }

    @Test
    void runsEveryInnocentUnderEachOfItsFaults() {
        assertThat(new InnocentTrial(Innocents.ALL, SEED_42).plans())
                .extracting(ScenarioPlan::id)
                .hasSizeGreaterThan(Innocents.ALL.size())
                .containsSubsequence("effects-grouped-by-page/none", "effects-grouped-by-page/none-ragged");
    }

    @Test
    void samplesAsTheSeedDecidesWhenNothingIsAsked() {
        assertThat(SEED_42.sabotages()).hasSize(ChaosOptions.SABOTAGES_SAMPLED).isSubsetOf(Sabotages.QUICK);
        assertThat(options("42").sabotages()).isEqualTo(SEED_42.sabotages());
        assertThat(Stream.of("1", "2", "3", "4", "5")
                        .map(seed -> options(seed).sabotages())
                        .distinct())
                .hasSizeGreaterThan(1);
    }

    private static Sabotage named(String name) {
        return Sabotages.named(name).orElseThrow();
    }
}
