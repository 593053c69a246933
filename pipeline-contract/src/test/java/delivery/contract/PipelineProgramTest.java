package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.PipelineProgram.Pipeline;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PipelineProgramTest {
    private static final String[] FLAGS = {
        "--bootstrap-servers=b",
        "--input-topic=i",
        "--output-topic=o",
        "--group-id=g",
        "--instance-id=x",
        "--state-dir=s"
    };
    private static final Map<String, String> VARIABLES = Map.of(
            "BOOTSTRAP_SERVERS", "b", "INPUT_TOPIC", "i", "OUTPUT_TOPIC", "o", "GROUP_ID", "g", "INSTANCE_ID", "x");

    static final Guarantee GUARANTEE = Guarantee.of(
            "example", "none", Guarantee.READ_UNCOMMITTED, (anomaly, circumstance) -> Expectation.ACCEPTABLE);

    /** Says {@code running} when it runs, and then waits to be stopped. */
    static final class Obedient implements Pipeline {
        private final CountDownLatch stopped = new CountDownLatch(1);

        public static void main(String[] arguments) {
            PipelineProgram.main(arguments, GUARANTEE, flags -> new Obedient());
        }

        @Override
        public void run() throws InterruptedException {
            System.out.println("running");
            stopped.await();
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }

    /** Waits to be stopped, and fails while it stops. */
    static final class FailsWhileStopping {
        public static void main(String[] arguments) {
            PipelineProgram.main(arguments, GUARANTEE, flags -> {
                Obedient pipeline = new Obedient();
                return running(pipeline, () -> {
                    pipeline.run();
                    throw new IllegalStateException("could not finish");
                });
            });
        }
    }

    static final class Fails {
        public static void main(String[] arguments) {
            PipelineProgram.main(
                    arguments,
                    GUARANTEE,
                    flags -> running(new Obedient(), () -> {
                        throw new IllegalStateException("a broken disk", new IllegalArgumentException("too hot"));
                    }));
        }
    }

    static final class FailsWithAnError {
        public static void main(String[] arguments) {
            PipelineProgram.main(
                    arguments,
                    GUARANTEE,
                    flags -> running(new Obedient(), () -> {
                        throw new StackOverflowError("too deep");
                    }));
        }
    }

    static final class CannotStart {
        public static void main(String[] arguments) {
            PipelineProgram.main(arguments, GUARANTEE, flags -> {
                throw new IllegalArgumentException("no such setting", new IllegalStateException("misspelt"));
            });
        }
    }

    private interface Body {
        void run() throws Exception;
    }

    private static Pipeline running(Pipeline stoppable, Body body) {
        return new Pipeline() {
            @Override
            public void run() throws Exception {
                body.run();
            }

            @Override
            public void stop() {
                stoppable.stop();
            }
        };
    }

    @Test
    void exitsWith0WhenItStopsCleanlyAfterSigterm() throws Exception {
        assertThat(terminated(Obedient.class).exitCode()).isZero();
    }

    @Test
    void exitsWith1WhenItFailsWhileStopping() throws Exception {
        ChildProgram program = terminated(FailsWhileStopping.class);
        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.stderr()).first().asString().contains("failed").contains("could not finish");
    }

    @Test
    void exitsWith1AndSaysTheReasonAndItsCauseInOneLineWhenItFails() throws Exception {
        ChildProgram program = ChildProgram.run(Fails.class, Map.of(), FLAGS);
        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.stderr())
                .first()
                .asString()
                .startsWith("example: failed: ")
                .contains("a broken disk")
                .contains("too hot");
    }

    @Test
    void exitsWith1WhenItFailsWithAnError() throws Exception {
        ChildProgram program = ChildProgram.run(FailsWithAnError.class, Map.of(), FLAGS);
        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.stderr()).anyMatch(line -> line.contains("too deep"));
    }

    @Test
    void exitsWith2WhenItCannotStart() throws Exception {
        ChildProgram program = ChildProgram.run(CannotStart.class, Map.of(), FLAGS);
        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .singleElement()
                .asString()
                .contains("cannot start")
                .contains("no such setting")
                .contains("misspelt");
    }

    @Test
    void exitsWith2AndUsageWhenAFlagIsUnknown() throws Exception {
        ChildProgram program = ChildProgram.run(Obedient.class, VARIABLES, "--state-dir=s", "--bogus=1");
        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr()).first().asString().startsWith("example: ").contains("--bogus");
        assertThat(program.stderr()).element(1).asString().startsWith("Usage: example");
    }

    @Test
    void takesEnvironmentVariablesForFlagsButMissesWhatNeitherGives() throws Exception {
        ChildProgram program = ChildProgram.run(Obedient.class, VARIABLES);
        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.stderr())
                .first()
                .asString()
                .startsWith("example: ")
                .contains("--state-dir")
                .doesNotContain("--group-id");
    }

    private static ChildProgram terminated(Class<?> program) throws Exception {
        Process process = ChildProgram.start(program, Map.of(), FLAGS);
        try (var stdout = process.inputReader()) {
            assertThat(stdout.readLine()).isEqualTo("running");
            // Not Process.destroy: that closes the streams, too.
            process.toHandle().destroy();
            return ChildProgram.end(process);
        } finally {
            process.destroyForcibly();
        }
    }
}
