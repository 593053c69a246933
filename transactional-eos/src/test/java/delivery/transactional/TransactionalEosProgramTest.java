package delivery.transactional;

import static delivery.contract.Expectation.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Anomaly;
import delivery.contract.ChildProgram;
import delivery.contract.Circumstance;
import delivery.contract.Promises;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionalEosProgramTest {
    @Test
    void forbidsEveryAnomalyUnderEveryCircumstance() {
        assertThat(Promises.of(TransactionalEos.GUARANTEE, FORBIDDEN))
                .hasSize(Anomaly.values().length * Circumstance.values().length);
    }

    @Test
    void saysInOneLineWhichFlagIsMissing() throws Exception {
        ChildProgram program = ChildProgram.run(
                TransactionalEos.class,
                Map.of("GROUP_ID", "g", "STATE_DIR", "d"),
                "--bootstrap-servers=127.0.0.1:1",
                "--input-topic=i",
                "--output-topic=o");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .first()
                .isEqualTo("transactional-eos: Missing required option: '--instance-id=ID'");
        assertThat(program.stderr()).element(1).asString().startsWith("Usage: transactional-eos ");
    }

    @Test
    void saysInOneLineWhyItCannotStart() throws Exception {
        ChildProgram program = ChildProgram.run(
                TransactionalEos.class,
                Map.of(),
                "--bootstrap-servers=127.0.0.1:no-port",
                "--input-topic=i",
                "--output-topic=o",
                "--group-id=g",
                "--instance-id=x",
                "--state-dir=target/state");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .filteredOn(line -> line.startsWith("transactional-eos: cannot start: "))
                .singleElement()
                .asString()
                .contains("127.0.0.1:no-port");
    }
}
