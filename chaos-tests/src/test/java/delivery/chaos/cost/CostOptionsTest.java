package delivery.chaos.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CostOptionsTest {
    private static CostOptions from(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return CostOptions.from(properties);
    }

    @Test
    void measuresTenRoundsUnlessItIsToBeQuick() {
        assertThat(from().rounds()).isEqualTo(10);
        assertThat(from("cost.quick", "").quick()).isTrue();
        assertThat(from("cost.quick", "").rounds()).isLessThan(10);
        assertThat(from("cost.quick", "false").quick()).isFalse();
    }

    @Test
    void repeatsWhatItWasAskedFor() {
        assertThat(from().command()).isEqualTo("mvn verify -Pcost");
        assertThat(from("cost.quick", "true", "cost.rounds", "2", "cost.blocks", "main")
                        .command())
                .isEqualTo("mvn verify -Pcost -Dcost.quick -Dcost.rounds=2 -Dcost.blocks=main");
    }

    @Test
    void saysWhichNumberIsNone() {
        assertThatThrownBy(() -> from("cost.rounds", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("-Dcost.rounds=0");
    }

    @Test
    void measuresTheBaselineTwiceInEveryBlock() {
        List<CostPlan> plans = CostPlan.of(from());

        assertThat(plans)
                .hasSizeGreaterThan(3)
                .allSatisfy(plan -> assertThat(plan.contenders())
                        .extracting(Contender::name)
                        .doesNotHaveDuplicates()
                        .startsWith("at-least-once")
                        .contains("at-least-once again"));
    }

    @Test
    void measuresOnlyTheVariantsThatAreNamedBesideTheBaseline() {
        assertThat(CostPlan.of(from("cost.variants", "streams-eos", "cost.blocks", "main")))
                .singleElement()
                .satisfies(plan -> assertThat(plan.contenders())
                        .extracting(Contender::name)
                        .containsExactly("at-least-once", "streams-eos", "at-least-once again"));
    }

    @Test
    void refusesAVariantThatNoBlockHas() {
        assertThatThrownBy(() -> CostPlan.of(from("cost.variants", "acks=2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no variant is called acks=2; known: at-least-once, ");
    }

    @Test
    void namesNoVariantSoThatItCannotBeAskedFor() {
        assertThat(CostPlan.of(from()))
                .flatExtracting(CostPlan::contenders)
                .extracting(Contender::name)
                .noneMatch(name -> name.contains(","));
    }
}
