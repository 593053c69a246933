package delivery.idempotent;

import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.INTERESTING;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.ChildProgram;
import delivery.contract.Promises;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdempotentProducerProgramTest {
    @Test
    void allowsNothingButThis() {
        assertThat(Promises.of(IdempotentProducer.GUARANTEE, INTERESTING))
                .containsExactlyInAnyOrder(
                        "DUPLICATED PIPELINE_RESTARTED",
                        "DUPLICATED ZOMBIE",
                        "MISCOUNTED PIPELINE_RESTARTED",
                        "MISCOUNTED ZOMBIE");
        assertThat(Promises.of(IdempotentProducer.GUARANTEE, ACCEPTABLE))
                .containsExactlyInAnyOrder("DUPLICATED REBALANCED", "MISCOUNTED REBALANCED");
    }

    @Test
    void saysInOneLineWhichFlagIsMissing() throws Exception {
        ChildProgram program = ChildProgram.run(
                IdempotentProducer.class,
                Map.of("GROUP_ID", "g", "STATE_DIR", "d"),
                "--bootstrap-servers=127.0.0.1:1",
                "--input-topic=i",
                "--output-topic=o");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .first()
                .isEqualTo("idempotent-producer: Missing required option: '--instance-id=ID'");
        assertThat(program.stderr()).element(1).asString().startsWith("Usage: idempotent-producer ");
    }

    @Test
    void saysInOneLineWhyItCannotStart() throws Exception {
        ChildProgram program = ChildProgram.run(
                IdempotentProducer.class,
                Map.of(),
                "--bootstrap-servers=127.0.0.1:no-port",
                "--input-topic=i",
                "--output-topic=o",
                "--group-id=g",
                "--instance-id=x",
                "--state-dir=target/state");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .filteredOn(line -> line.startsWith("idempotent-producer: cannot start: "))
                .singleElement()
                .asString()
                .contains("127.0.0.1:no-port");
    }
}
