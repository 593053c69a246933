package delivery.atmostonce;

import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.INTERESTING;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.ChildProgram;
import delivery.contract.Promises;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AtMostOnceProgramTest {
    @Test
    void allowsNothingButThis() {
        assertThat(Promises.of(AtMostOnce.GUARANTEE, INTERESTING))
                .containsExactlyInAnyOrder(
                        "LOST REQUEST_LOST",
                        "LOST PIPELINE_RESTARTED",
                        "MISCOUNTED REQUEST_LOST",
                        "MISCOUNTED PIPELINE_RESTARTED");
        assertThat(Promises.of(AtMostOnce.GUARANTEE, ACCEPTABLE))
                .containsExactlyInAnyOrder(
                        "LOST ACK_LOST",
                        "LOST BROKER_KILLED",
                        "LOST REBALANCED",
                        "LOST ZOMBIE",
                        "MISCOUNTED ACK_LOST",
                        "MISCOUNTED BROKER_KILLED",
                        "MISCOUNTED REBALANCED",
                        "MISCOUNTED ZOMBIE",
                        "REORDERED ACK_LOST",
                        "REORDERED REQUEST_LOST",
                        "REORDERED PIPELINE_RESTARTED",
                        "REORDERED BROKER_KILLED",
                        "REORDERED REBALANCED",
                        "REORDERED ZOMBIE");
    }

    @Test
    void saysInOneLineWhichFlagIsMissing() throws Exception {
        ChildProgram program = ChildProgram.run(
                AtMostOnce.class,
                Map.of("GROUP_ID", "g", "STATE_DIR", "d"),
                "--bootstrap-servers=127.0.0.1:1",
                "--input-topic=i",
                "--output-topic=o");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr()).first().isEqualTo("at-most-once: Missing required option: '--instance-id=ID'");
        assertThat(program.stderr()).element(1).asString().startsWith("Usage: at-most-once ");
    }

    @Test
    void saysInOneLineWhyItCannotStart() throws Exception {
        ChildProgram program = ChildProgram.run(
                AtMostOnce.class,
                Map.of(),
                "--bootstrap-servers=127.0.0.1:no-port",
                "--input-topic=i",
                "--output-topic=o",
                "--group-id=g",
                "--instance-id=x",
                "--state-dir=target/state");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .filteredOn(line -> line.startsWith("at-most-once: cannot start: "))
                .singleElement()
                .asString()
                .contains("127.0.0.1:no-port");
    }
}
