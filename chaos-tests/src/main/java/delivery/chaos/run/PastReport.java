package delivery.chaos.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report of a run before. It is evidence that somebody may have cited, so it makes room and is not deleted. */
public final class PastReport {
    /** What tells of which run a report is: of the matrix, or of the atlas alone. */
    private static final List<String> FILES = List.of("report.json", "atlas.json");

    private PastReport() {}

    /**
     * Renames a directory that holds a report: {@code delivery-report} becomes
     * {@code delivery-report-20261130T060533Z-42}, by when that run began and its seed. Without a report it stays.
     */
    public static void moveAside(Path reportDirectory) throws IOException {
        for (String file : FILES) {
            if (Files.exists(reportDirectory.resolve(file))) {
                Files.move(reportDirectory, free(reportDirectory + "-" + name(reportDirectory.resolve(file))));
                return;
            }
        }
    }

    private static String name(Path file) throws IOException {
        JsonNode json = new JsonMapper().readTree(file.toFile());
        JsonNode run = json.path("run").isObject() ? json.path("run") : json;
        String started = run.path("started").asText().replaceAll("[-:]|\\.[0-9]+", "");
        return started + "-" + run.path("seed").asText();
    }

    /** Two runs of a second and a seed are told apart by a number. */
    private static Path free(String name) {
        Path free = Path.of(name);
        for (int number = 2; Files.exists(free); number++) {
            free = Path.of(name + "-" + number);
        }
        return free;
    }
}
