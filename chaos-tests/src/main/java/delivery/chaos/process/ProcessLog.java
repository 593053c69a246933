package delivery.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process has printed. */
record ProcessLog(String name, Path file) {
    private static final int LAST_LINES = 32;

    String lastLines() {
        return lastLines(file);
    }

    /** The same for a history, beside which the log lies: it says nothing of where that is on this machine. */
    String lastLinesForHistory() {
        return lastLines(file.getFileName());
    }

    private String lastLines(Path where) {
        List<String> all = lines();
        List<String> last = all.subList(Math.max(0, all.size() - LAST_LINES), all.size());
        return "last lines of " + name + " (all in " + where + "):\n  " + String.join("\n  ", last);
    }

    String lastWords() {
        return lines().stream()
                        .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                        .reduce("nothing printed", (earlier, later) -> later)
                + " (all in " + file + ")";
    }

    private List<String> lines() {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
