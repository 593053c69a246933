package delivery.chaos.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The signals that a process was started to ignore, as {@code trap '' TERM} and some build servers have it. */
public final class IgnoredSignals {
    private static final Map<Integer, String> ENDING_A_RUN = new TreeMap<>(Map.of(2, "SIGINT", 15, "SIGTERM"));
    private static final String IGNORED = "SigIgn:";
    private static final int HEXADECIMAL = 16;

    private IgnoredSignals() {}

    /** What follows for a run of this JVM, in one line; empty if nothing does, or where there is no {@code /proc}. */
    public static Optional<String> warning() throws IOException {
        Path status = ProcessTable.PROC.resolve("self/status");
        return Files.isReadable(status) ? warning(Files.readAllLines(status)) : Optional.empty();
    }

    /** @param status lines of {@code /proc/PID/status} */
    static Optional<String> warning(List<String> status) {
        long ignored = status.stream()
                .filter(line -> line.startsWith(IGNORED))
                .mapToLong(line ->
                        Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), HEXADECIMAL))
                .findFirst()
                .orElse(0);
        List<String> names = ENDING_A_RUN.entrySet().stream()
                .filter(signal -> (ignored >> signal.getKey() - 1 & 1) == 1)
                .map(Map.Entry::getValue)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "this run was started with " + String.join(" and ", names) + " ignored: it cannot be ended"
                                + " early by that; its pipelines and brokers hear it all the same");
    }
}
