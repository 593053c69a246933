package delivery.contract;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs a pipeline as a program: flags in, exit code out. Exit code 0: stopped cleanly after SIGTERM; 1: the pipeline
 * failed, the reason is on standard error; 2: wrong or missing flag.
 */
public final class PipelineProgram {
    private static final int CLEAN = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private PipelineProgram() {}

    /** A pipeline that runs until it is told to stop. */
    public interface Pipeline {
        /** Turns events into effects until {@link #stop()}, then releases what it holds. Throws if it cannot go on. */
        void run() throws Exception;

        /** Asks {@link #run()} to end; called from another thread, any number of times, also before {@code run}. */
        void stop();
    }

    /** Builds a pipeline from its flags. */
    public interface Factory {
        Pipeline create(PipelineFlags flags) throws IOException;
    }

    /** The body of a pipeline's {@code main}: never returns. */
    public static void main(String[] arguments, Guarantee guarantee, Factory factory) {
        PipelineFlags flags = new PipelineFlags();
        CommandLine commandLine = new CommandLine(flags).setCommandName(guarantee.name());
        try {
            commandLine.parseArgs(arguments);
        } catch (ParameterException wrong) {
            PrintWriter stderr = new PrintWriter(System.err, true);
            stderr.println(guarantee.name() + ": " + wrong.getMessage());
            commandLine.usage(stderr);
            System.exit(USAGE);
        }
        System.exit(run(flags, guarantee, factory));
    }

    private static int run(PipelineFlags flags, Guarantee guarantee, Factory factory) {
        Pipeline pipeline;
        try {
            pipeline = factory.create(flags);
        } catch (IOException | RuntimeException wrong) {
            System.err.println(guarantee.name() + ": cannot start: " + wrong);
            return USAGE;
        }
        CountDownLatch ended = new CountDownLatch(1);
        int[] exitCode = {CLEAN};
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            pipeline.stop();
            awaitUninterruptibly(ended);
            // A JVM that ends by SIGTERM would report 143 whether it stopped cleanly or not.
            Runtime.getRuntime().halt(exitCode[0]);
        }));
        try {
            pipeline.run();
        } catch (Exception failure) {
            exitCode[0] = FAILED;
            System.err.println(guarantee.name() + ": failed: " + failure);
            failure.printStackTrace();
        } finally {
            ended.countDown();
        }
        return exitCode[0];
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean waiting = true;
        while (waiting) {
            try {
                latch.await();
                waiting = false;
            } catch (InterruptedException keepWaiting) {
                // Only this hook's own thread could be interrupted, and nobody does; the pipeline must end first.
                waiting = true;
            }
        }
    }
}
