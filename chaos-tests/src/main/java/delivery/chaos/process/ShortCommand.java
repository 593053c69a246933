package delivery.chaos.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a command of the system that ends at once. It is ended, and that is an error, if it does not. */
final class ShortCommand {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private ShortCommand() {}

    /** What a short command prints. */
    static String run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture<Void> late = endLater(process);
            String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
            process.waitFor();
            requireInTime(command, late);
            return said;
        } catch (IOException failed) {
            throw new IllegalStateException(command + " cannot be run: " + failed.getMessage(), failed);
        }
    }

    /** The exit code of a short command whose words do not matter. */
    static int exitCode(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture<Void> late = endLater(process);
        int exitCode = process.waitFor();
        requireInTime(command, late);
        return exitCode;
    }

    private static CompletableFuture<Void> endLater(Process process) {
        return CompletableFuture.runAsync(
                process::destroyForcibly,
                CompletableFuture.delayedExecutor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void requireInTime(List<String> command, CompletableFuture<Void> late) {
        if (!late.cancel(false)) {
            throw new IllegalStateException(command + " did not end within " + DEADLINE.toSeconds() + " s");
        }
    }
}
