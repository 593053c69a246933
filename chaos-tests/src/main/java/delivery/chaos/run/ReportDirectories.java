package delivery.chaos.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.report.Run;
import delivery.chaos.report.RunIndex;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A directory for every run: the newest is {@code delivery-report}, all are in {@code delivery-reports} by date and
 * seed, with a page that lists them.
 *
 * <p>The newest is a directory, and what leads to it from {@code delivery-reports} are links, not the other way round:
 * who copies or uploads {@code delivery-report} gets a report and no dangling link, and where there are no symbolic
 * links only the names of the newest run are missing.
 */
public final class ReportDirectories {
    /** What tells of which run a report is: of the matrix, of the atlas alone, or of the sabotaged pipelines alone. */
    private static final List<String> FILES = List.of("report.json", "atlas.json", "sabotage/report.json");

    private static final List<String> COSTS = List.of("cost.html", "cost.md", "cost.json");

    private static final String LATEST = "latest";

    private ReportDirectories() {}

    /** Where the reports of all runs are that were written to a directory. */
    public static Path all(Path reportDirectory) {
        return reportDirectory.resolveSibling(reportDirectory.getFileName() + "s");
    }

    /**
     * Makes room for a run: a report that is there moves to {@code delivery-reports/20261130T060533Z-42}, by when its
     * run began (UTC) and its seed. It is evidence that somebody may have cited. A directory without a report stays.
     */
    public static void makeRoom(Path reportDirectory) throws IOException {
        Optional<String> name = name(reportDirectory);
        if (name.isPresent()) {
            Path all = Files.createDirectories(all(reportDirectory));
            Path link = all.resolve(name.get());
            if (Files.isSymbolicLink(link)) {
                Files.delete(link);
            }
            Files.move(reportDirectory, free(link));
        }
    }

    /**
     * Puts a copy of what the benchmark of guarantees measured last, beside a report, into it: its pages link to that.
     * It says itself with what it was measured.
     */
    public static void bringCosts(Path reportDirectory) throws IOException {
        Path measured = reportDirectory.resolveSibling("cost-report");
        for (String file : COSTS) {
            if (Files.exists(measured.resolve(file))) {
                Files.createDirectories(reportDirectory);
                Files.copy(measured.resolve(file), reportDirectory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Gives the report that is there its name among all, and lists all. Without a report nothing is done. */
    public static void list(Path reportDirectory) throws IOException {
        Optional<String> name = name(reportDirectory);
        if (name.isPresent()) {
            Path all = Files.createDirectories(all(reportDirectory));
            link(all.resolve(name.get()), reportDirectory);
            link(all.resolve(LATEST), reportDirectory);
            RunIndex.write(all, reportDirectory);
        }
    }

    /**
     * The report that is there by its name among all, which is right also when later runs have moved it; where there
     * are no symbolic links, or no report, the directory itself.
     */
    public static Path lasting(Path reportDirectory) throws IOException {
        return name(reportDirectory)
                .map(all(reportDirectory)::resolve)
                .filter(Files::isDirectory)
                .orElse(reportDirectory);
    }

    private static void link(Path link, Path reportDirectory) throws IOException {
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createSymbolicLink(link, Path.of("..").resolve(reportDirectory.getFileName()));
        } catch (UnsupportedOperationException | FileSystemException impossible) {
            // The list of runs leads to the newest one by itself, and its name is given when the next run begins.
            Files.deleteIfExists(link);
        }
    }

    private static Optional<String> name(Path reportDirectory) throws IOException {
        for (String file : FILES) {
            if (Files.exists(reportDirectory.resolve(file))) {
                JsonNode json =
                        new JsonMapper().readTree(reportDirectory.resolve(file).toFile());
                JsonNode run = json.path("run").isObject() ? json.path("run") : json;
                return Optional.of(
                        Run.id(run.path("started").asText(), run.path("seed").asText()));
            }
        }
        return Optional.empty();
    }

    /** Two runs of a second and a seed are told apart by a number. */
    private static Path free(Path name) {
        Path free = name;
        for (int number = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); number++) {
            free = name.resolveSibling(name.getFileName() + "-" + number);
        }
        return free;
    }
}
