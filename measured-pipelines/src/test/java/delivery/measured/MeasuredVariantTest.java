package delivery.measured;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.ChildProgram;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredVariantTest {
    @Test
    void haveNamesOfTheirOwnAndSayWhatIsOtherwise() {
        assertThat(MeasuredVariant.ALL).hasSizeGreaterThan(1);
        assertThat(MeasuredVariant.ALL).extracting(MeasuredVariant::name).doesNotHaveDuplicates();
        assertThat(MeasuredVariant.ALL).extracting(MeasuredVariant::change).noneMatch(String::isBlank);
    }

    @Test
    void areReadAtTheIsolationLevelOfTheirModule() {
        assertThat(MeasuredVariant.named("transactional-eos-by-time")
                        .orElseThrow()
                        .claim()
                        .isolationLevel())
                .isEqualTo("read_committed");
        assertThat(MeasuredVariant.named("transactional-eos")).isEmpty();
    }

    @Test
    void areNamedInOneLineWhenAnUnknownOneIsAskedFor() throws Exception {
        ChildProgram program = ChildProgram.run(MeasuredPipeline.class, Map.of(), "acks-2");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .singleElement()
                .asString()
                .startsWith("measured-pipelines: no variant is called 'acks-2'; give one of these first: ")
                .contains("at-least-once-acks-0");
    }

    @Test
    void takeTheFlagsOfEveryPipelineAfterTheirName() throws Exception {
        ChildProgram program =
                ChildProgram.run(MeasuredPipeline.class, Map.of(), "transactional-eos-by-time", "--group-id=g");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .first()
                .asString()
                .startsWith("transactional-eos-by-time: Missing required options: ");
    }
}
