package delivery.chaos.pipeline;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Waits for a process to print that it is ready.
 *
 * @param line what the line has in it
 * @param log of the process, and of those before it under the same name
 * @param printedBefore how many lines of the kind they have left there
 */
record Readiness(String line, Path log, long printedBefore) {
    /** A JVM with a framework takes tens of seconds on a busy machine. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    /** Begins to look, before the process is started. */
    static Readiness of(String line, Path log) throws IOException {
        return new Readiness(line, log, printed(line, log));
    }

    private static long printed(String line, Path log) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(one -> one.contains(latin(line))).count();
        }
    }

    /** As it stands in a log that is read byte by byte. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Whether it came before the process ended: false after so long without any output. */
    boolean await(ChildProcess process) {
        boolean[] came = {false};
        new Patience(SILENCE_MAX, () -> Files.size(log)).await(() -> {
            came[0] = printed(line, log) > printedBefore;
            return came[0] || !process.isUp();
        });
        return came[0];
    }

    /** What a process did that never printed it. */
    String missed(ChildProcess process) {
        return "it never printed that it is ready (\"" + line + "\"): " + process.lastWords();
    }
}
