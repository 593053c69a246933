package delivery.chaos.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Verdict;
import delivery.chaos.report.claims.LedgerReport;
import delivery.chaos.report.text.ReportFiles;
import delivery.chaos.report.text.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The page that lists the reports of all runs, and says how to compare any two; and what all runs of the newest one's
 * build say of claims and traps.
 */
public final class RunIndex {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PAGE = "index.html";

    private RunIndex() {}

    /**
     * A run that left a report.
     *
     * @param id as its directory is called
     * @param page that a reader opens, relative to the list
     * @param verdicts how many cells came to each, by the word for people
     * @param missing runs that were planned and not finished
     * @param isComparable whether it has a matrix
     */
    public record ListedRun(
            String id,
            String page,
            boolean isNewest,
            String suite,
            String kafka,
            Map<String, Long> verdicts,
            int missing,
            String command,
            boolean isComparable) {}

    /**
     * Writes the list, and beside it the claims and traps of all runs of the newest one's build.
     *
     * @param all directory with a directory for each run
     * @param newest that of the newest run, which need not be among them
     */
    public static void write(Path all, Path newest) throws IOException {
        List<ListedRun> runs = new ArrayList<>();
        read(newest, all.relativize(newest).toString(), true).ifPresent(runs::add);
        try (Stream<Path> directories = Files.list(all)) {
            for (Path directory : directories.toList()) {
                boolean isNewest = Files.isSymbolicLink(directory);
                if (Files.isDirectory(directory) && !isNewest) {
                    read(directory, directory.getFileName().toString(), false).ifPresent(runs::add);
                }
            }
        }
        runs.sort(Comparator.comparing(ListedRun::isNewest)
                .thenComparing(ListedRun::id)
                .reversed());
        new Templates()
                .write(
                        "runs.html.ftlh",
                        Map.of("runs", runs, "comparisons", comparisons(all, newest)),
                        all.resolve(PAGE));
        LedgerReport.writeOfBuild(ReportFiles.in(all), newestFirst(all, newest));
    }

    /** The directories of all reports, of sabotaged pipelines alone too, relative to the list. */
    private static List<String> newestFirst(Path all, Path newest) throws IOException {
        try (Stream<Path> directories = Files.list(all)) {
            Stream<String> earlier = directories
                    .filter(directory -> Files.isDirectory(directory) && !Files.isSymbolicLink(directory))
                    .map(directory -> directory.getFileName().toString())
                    .sorted(Comparator.reverseOrder());
            return Stream.concat(Stream.of(all.relativize(newest).toString()), earlier)
                    .map(directory -> directory + "/")
                    .toList();
        }
    }

    private static List<String> comparisons(Path all, Path newest) throws IOException {
        List<String> pages = new ArrayList<>();
        for (Path directory : List.of(all, newest.toAbsolutePath().getParent())) {
            try (Stream<Path> files = Files.list(directory)) {
                files.map(file -> all.toAbsolutePath()
                                .relativize(file.toAbsolutePath())
                                .toString())
                        .filter(file -> file.contains("-compared-with-") && file.endsWith(".html"))
                        .sorted()
                        .forEach(pages::add);
            }
        }
        return pages;
    }

    private static Optional<ListedRun> read(Path directory, String link, boolean isNewest) throws IOException {
        Path matrix = directory.resolve("report.json");
        Path atlas = directory.resolve("atlas.json");
        if (Files.exists(matrix)) {
            JsonNode json = JSON.readTree(matrix.toFile());
            return Optional.of(listed(json, verdicts(json.path("cells")), link + "/" + PAGE, isNewest, true));
        }
        if (Files.exists(atlas)) {
            JsonNode json = JSON.readTree(atlas.toFile());
            return Optional.of(listed(json.path("run"), Map.of(), link + "/" + Page.ATLAS.file(), isNewest, false));
        }
        return Optional.empty();
    }

    private static ListedRun listed(
            JsonNode run, Map<String, Long> verdicts, String page, boolean isNewest, boolean isComparable) {
        return new ListedRun(
                Run.id(run.path("started").asText(), run.path("seed").asText()),
                page,
                isNewest,
                run.at("/suite/version").asText(),
                run.at("/kafka/broker").asText(),
                verdicts,
                run.path("missing").size(),
                run.path("command").asText(),
                isComparable);
    }

    private static Map<String, Long> verdicts(JsonNode cells) {
        Map<String, Long> verdicts = new LinkedHashMap<>();
        List<Verdict> bestFirst = Arrays.asList(Verdict.values());
        Collections.reverse(bestFirst);
        for (Verdict verdict : bestFirst) {
            long count = Stream.iterate(0, cell -> cell < cells.size(), cell -> cell + 1)
                    .filter(cell -> cells.get(cell).path("verdict").asText().equals(verdict.name()))
                    .count();
            if (count > 0) {
                verdicts.put(verdict.label(), count);
            }
        }
        return verdicts;
    }
}
