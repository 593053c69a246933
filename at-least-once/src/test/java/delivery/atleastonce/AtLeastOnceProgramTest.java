package delivery.atleastonce;

import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.INTERESTING;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.ChildProgram;
import delivery.contract.Promises;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AtLeastOnceProgramTest {
    @Test
    void allowsNothingButThis() {
        assertThat(Promises.of(AtLeastOnce.GUARANTEE, INTERESTING))
                .containsExactlyInAnyOrder(
                        "DUPLICATED ACK_LOST",
                        "DUPLICATED PIPELINE_RESTARTED",
                        "DUPLICATED ZOMBIE",
                        "MISCOUNTED PIPELINE_RESTARTED",
                        "MISCOUNTED ZOMBIE");
        assertThat(Promises.of(AtLeastOnce.GUARANTEE, ACCEPTABLE))
                .containsExactlyInAnyOrder(
                        "DUPLICATED REQUEST_LOST",
                        "DUPLICATED BROKER_KILLED",
                        "DUPLICATED REBALANCED",
                        "MISCOUNTED ACK_LOST",
                        "MISCOUNTED REQUEST_LOST",
                        "MISCOUNTED BROKER_KILLED",
                        "MISCOUNTED REBALANCED");
    }

    @Test
    void saysInOneLineWhichFlagIsMissing() throws Exception {
        ChildProgram program = ChildProgram.run(
                AtLeastOnce.class,
                Map.of("GROUP_ID", "g", "STATE_DIR", "d"),
                "--bootstrap-servers=127.0.0.1:1",
                "--input-topic=i",
                "--output-topic=o");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr()).first().isEqualTo("at-least-once: Missing required option: '--instance-id=ID'");
        assertThat(program.stderr()).element(1).asString().startsWith("Usage: at-least-once ");
    }

    @Test
    void saysInOneLineWhyItCannotStart() throws Exception {
        ChildProgram program = ChildProgram.run(
                AtLeastOnce.class,
                Map.of(),
                "--bootstrap-servers=127.0.0.1:no-port",
                "--input-topic=i",
                "--output-topic=o",
                "--group-id=g",
                "--instance-id=x",
                "--state-dir=target/state");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .filteredOn(line -> line.startsWith("at-least-once: cannot start: "))
                .singleElement()
                .asString()
                .contains("127.0.0.1:no-port");
    }
}
