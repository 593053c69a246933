package delivery.contract;

import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.cli.ParseException;

/**
 * Runs a pipeline as a program: flags in, exit code out. Exit code 0: stopped cleanly after SIGTERM, or was asked
 * for {@code --help}; 1: the pipeline
 * failed, the reason is on standard error; 2: it could not start, for a wrong or missing flag or setting.
 */
public final class PipelineProgram {
    private static final int CLEAN = 0;
    private static final int FAILED = 1;
    private static final int CANNOT_START = 2;

    private PipelineProgram() {}

    /** A pipeline that runs until it is told to stop. */
    public interface Pipeline {
        /** Turns events into effects until {@link #stop()}, then releases what it holds. Throws if it cannot go on. */
        void run() throws Exception;

        /**
         * Asks {@link #run()} to end; called from another thread, any number of times, also before or after {@code
         * run}.
         */
        void stop();
    }

    /** Builds a pipeline from its flags. */
    public interface Factory {
        Pipeline create(PipelineFlags flags) throws Exception;
    }

    /** The body of a pipeline's {@code main}: never returns. */
    public static void main(String[] arguments, Guarantee guarantee, Factory factory) {
        FlagParser parser = new FlagParser(guarantee.name());
        if (parser.isHelpAsked(arguments)) {
            parser.usage(System.out);
            System.exit(CLEAN);
        }
        PipelineFlags flags = null;
        try {
            flags = parser.parse(arguments, System.getenv());
        } catch (ParseException wrong) {
            System.err.println(guarantee.name() + ": " + wrong.getMessage());
            parser.usage(System.err);
            System.exit(CANNOT_START);
        }
        Pipeline pipeline = null;
        try {
            Files.createDirectories(flags.stateDir);
            pipeline = factory.create(flags);
        } catch (Exception wrong) {
            System.err.println(guarantee.name() + ": cannot start: " + withCauses(wrong));
            System.exit(CANNOT_START);
        }
        System.exit(run(pipeline, guarantee));
    }

    private static int run(Pipeline pipeline, Guarantee guarantee) {
        CountDownLatch ended = new CountDownLatch(1);
        int[] exitCode = {FAILED};
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            pipeline.stop();
            awaitUninterruptibly(ended);
            // A JVM that ends by SIGTERM would report 143 whether it stopped cleanly or not.
            Runtime.getRuntime().halt(exitCode[0]);
        }));
        try {
            pipeline.run();
            exitCode[0] = CLEAN;
        } catch (Exception failure) {
            System.err.println(guarantee.name() + ": failed: " + withCauses(failure));
            failure.printStackTrace();
        } finally {
            ended.countDown();
        }
        return exitCode[0];
    }

    private static String withCauses(Throwable failure) {
        String causes = failure.getCause() == null ? "" : ", because of " + withCauses(failure.getCause());
        return failure + causes;
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
