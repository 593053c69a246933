package delivery.sabotaged;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.ChildProgram;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SabotagesTest {
    private static final Pattern FILE_NAME = Pattern.compile("[a-z]+(-[a-z]+)+");

    @Test
    void areTwentyOrMoreOfDifferentNames() {
        assertThat(Sabotages.ALL).hasSizeGreaterThanOrEqualTo(20);
        assertThat(Sabotages.ALL)
                .extracting(Sabotage::name)
                .doesNotHaveDuplicates()
                .allMatch(FILE_NAME.asMatchPredicate());
    }

    @Test
    void differFromOneAnotherInTheirMistakes() {
        assertThat(Sabotages.ALL)
                .extracting(Sabotage::mistake)
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
    }

    @Test
    void sabotageEveryModule() {
        assertThat(Sabotages.ALL)
                .extracting(sabotage -> sabotage.promise().name())
                .contains("at-most-once", "at-least-once", "idempotent-producer", "transactional-eos", "streams-eos");
    }

    @Test
    void makeThePromiseOfTheModuleUnderTheirOwnName() {
        for (Sabotage sabotage : Sabotages.ALL) {
            assertThat(sabotage.claim().name()).isEqualTo(sabotage.name());
            assertThat(sabotage.claim())
                    .usingRecursiveComparison()
                    .ignoringFields("name")
                    .isEqualTo(sabotage.promise());
        }
    }

    @Test
    void areOnlyTriedInEveryBuildIfTheyAreInTheCatalogue() {
        assertThat(Sabotages.QUICK).isSubsetOf(Sabotages.ALL).doesNotHaveDuplicates();
    }

    @Test
    void areFoundByName() {
        assertThat(Sabotages.named("flush-forgotten")).contains(FlushForgotten.SABOTAGE);
        assertThat(Sabotages.named("at-least-once")).isEmpty();
    }

    @Test
    void haveInnocentsBesideThemOfOtherNames() {
        assertThat(Innocents.ALL)
                .extracting(Innocent::name)
                .doesNotHaveDuplicates()
                .allMatch(FILE_NAME.asMatchPredicate())
                .doesNotContainAnyElementsOf(
                        Sabotages.ALL.stream().map(Sabotage::name).toList());
        assertThat(Innocents.ALL)
                .allSatisfy(innocent -> assertThat(innocent.faults()).contains("none"));
    }

    @Test
    void areNamedInOneLineWhenAnUnknownOneIsAskedFor() throws Exception {
        ChildProgram program = ChildProgram.run(SabotagedPipeline.class, Map.of(), "flush-remembered");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .singleElement()
                .asString()
                .startsWith("sabotaged-pipelines: no pipeline is called 'flush-remembered'; give one of these first: ")
                .contains("flush-forgotten");
    }

    @Test
    void takeTheFlagsOfEveryPipelineAfterTheirName() throws Exception {
        ChildProgram program = ChildProgram.run(SabotagedPipeline.class, Map.of(), "flush-forgotten", "--group-id=g");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr()).first().asString().startsWith("flush-forgotten: Missing required options: ");
    }
}
