package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every pipeline does as a program. The test of a module extends this one. */
public abstract class ProgramContract {
    private final Class<?> program;
    private final Guarantee guarantee;

    protected ProgramContract(Class<?> program, Guarantee guarantee) {
        this.program = program;
        this.guarantee = guarantee;
    }

    @Test
    public final void isAllowedNothingWhileNothingIsBroken() {
        assertThat(Promises.of(guarantee, Expectation.FORBIDDEN))
                .filteredOn(promise -> promise.endsWith(" UNDISTURBED"))
                .hasSize(Anomaly.values().length);
    }

    @Test
    public final void saysInOneLineWhichFlagIsMissing() throws Exception {
        ChildProgram ended = ChildProgram.run(
                program,
                Map.of("GROUP_ID", "g", "STATE_DIR", "d"),
                "--bootstrap-servers=127.0.0.1:1",
                "--input-topic=i",
                "--output-topic=o");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.stderr())
                .first()
                .isEqualTo(guarantee.name() + ": Missing required option: '--instance-id=ID'");
        assertThat(ended.stderr()).element(1).asString().startsWith("Usage: " + guarantee.name() + " ");
    }

    @Test
    public final void saysInOneLineWhyItCannotStart() throws Exception {
        ChildProgram ended = ChildProgram.run(
                program,
                Map.of(),
                "--bootstrap-servers=127.0.0.1:no-port",
                "--input-topic=i",
                "--output-topic=o",
                "--group-id=g",
                "--instance-id=x",
                "--state-dir=target/state");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.stderr())
                .filteredOn(line -> line.startsWith(guarantee.name() + ": cannot start: "))
                .singleElement()
                .asString()
                .contains("127.0.0.1:no-port");
    }

    @Test
    public final void showsItsFlagsWhenItIsAskedForHelp() throws Exception {
        ChildProgram ended = ChildProgram.run(program, Map.of(), "--help");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.stderr()).isEmpty();
    }
}
