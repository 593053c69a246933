package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportDirectoriesTest {
    private static final String ONE = "20261130T060533Z-42";

    @TempDir
    private Path target;

    private static String json(String started, int seed) {
        return """
                {"schema": 2, "suite": {"version": "0.1.0"}, "kafka": {"broker": "4.4.0"}, "seed": %d, "started": "%s",
                 "command": "mvn verify", "missing": [], "cells": [{"verdict": "PASS"}, {"verdict": "FAIL"}]}
                """.formatted(seed, started);
    }

    private Path report(String file, String content) throws IOException {
        Path directory = Files.createDirectories(target.resolve("delivery-report"));
        Files.createDirectories(directory.resolve(file).getParent());
        Files.writeString(directory.resolve(file), content);
        Files.createDirectories(directory.resolve("evidence"));
        return directory;
    }

    private Path run() throws IOException {
        return report("report.json", json("2026-11-30T06:05:33Z", 42));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(target.resolve("delivery-reports"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keepsTheReportOfAnEarlierRunByItsDateAndSeed() throws IOException {
        ReportDirectories.makeRoom(run());

        assertThat(names()).containsExactly(ONE);
        assertThat(target.resolve("delivery-reports").resolve(ONE).resolve("evidence"))
                .isDirectory();
        assertThat(target.resolve("delivery-report")).doesNotExist();
    }

    @Test
    void bringsTheCostsThatWereMeasuredLastAndNothingIfNoneWere() throws IOException {
        ReportDirectories.bringCosts(run());
        assertThat(target.resolve("delivery-report/cost.html")).doesNotExist();

        Files.writeString(Files.createDirectories(target.resolve("cost-report")).resolve("cost.html"), "measured");
        ReportDirectories.bringCosts(run());
        assertThat(target.resolve("delivery-report/cost.html")).hasContent("measured");
    }

    @Test
    void keepsAnAtlasByItself() throws IOException {
        ReportDirectories.makeRoom(
                report("atlas.json", "{\"run\": {\"seed\": -7, \"started\": \"2026-11-30T06:05:33.120Z\"}}"));

        assertThat(names()).containsExactly("20261130T060533Z--7");
    }

    @Test
    void keepsAllOfThreeRunsOfOneSecondAndSeed() throws IOException {
        for (int i = 0; i < 3; i++) {
            ReportDirectories.makeRoom(run());
        }

        assertThat(names()).containsExactly(ONE, ONE + "-2", ONE + "-3");
    }

    @Test
    void leavesADirectoryWithoutAReport() throws IOException {
        ReportDirectories.makeRoom(Files.createDirectories(target.resolve("delivery-report")));
        ReportDirectories.makeRoom(target.resolve("nowhere"));

        assertThat(target.resolve("delivery-report")).isDirectory();
        assertThat(target.resolve("delivery-reports")).doesNotExist();
    }

    @Test
    void saysWhereAReportIsAlsoWhenTheNextRunHasMovedIt() throws IOException {
        Path directory = run();
        assertThat(ReportDirectories.lasting(directory)).isEqualTo(directory);

        ReportDirectories.list(directory);
        Path lasting = ReportDirectories.lasting(directory);
        ReportDirectories.makeRoom(directory);

        assertThat(lasting).isEqualTo(target.resolve("delivery-reports").resolve(ONE));
        assertThat(lasting.resolve("report.json")).exists();
    }

    @Test
    void givesARunItsNameAtOnceAndLeavesItThereWhenTheNextOneBegins() throws IOException {
        ReportDirectories.list(run());
        Path named = target.resolve("delivery-reports").resolve(ONE);
        assertThat(named.resolve("report.json")).exists();
        assertThat(target.resolve("delivery-report"))
                .as("whoever copies it gets a report and no link")
                .isDirectory()
                .matches(directory -> !Files.isSymbolicLink(directory));

        ReportDirectories.makeRoom(target.resolve("delivery-report"));
        ReportDirectories.list(report("report.json", json("2026-11-30T07:00:00Z", 7)));

        assertThat(Files.isSymbolicLink(named)).isFalse();
        assertThat(named.resolve("report.json")).content().contains("\"seed\": 42");
        assertThat(target.resolve("delivery-reports/latest/report.json"))
                .content()
                .contains("\"seed\": 7");
    }

    @Test
    void listsEveryRunOnceWithTheNewestFirst() throws IOException {
        ReportDirectories.list(run());
        ReportDirectories.makeRoom(target.resolve("delivery-report"));
        ReportDirectories.list(report("report.json", json("2026-11-30T07:00:00Z", 7)));

        Document page =
                Jsoup.parse(Files.readString(target.resolve("delivery-reports").resolve("index.html")));

        assertThat(page.select("tbody tr th").eachText()).containsExactly("20261130T070000Z-7 (newest)", ONE);
        assertThat(page.select("tbody tr").get(1).text()).contains("1 pass, 1 fail");
        for (String href : page.select("tbody a").eachAttr("href")) {
            assertThat(target.resolve("delivery-reports").resolve(href).resolveSibling("report.json"))
                    .as(href)
                    .exists();
        }
    }

    @Test
    void saysBesideTheListWhatAllRunsOfTheNewestBuildSayOfClaimsAndTraps() throws IOException {
        ReportDirectories.list(run());
        ReportDirectories.makeRoom(target.resolve("delivery-report"));
        ReportDirectories.list(report("sabotage/report.json", json("2026-11-30T07:00:00Z", 7)));

        Path all = target.resolve("delivery-reports");
        assertThat(Jsoup.parse(Files.readString(all.resolve("index.html")))
                        .select("a[href=claims.html], a[href=traps.html]"))
                .hasSize(2);
        for (String page : List.of("claims", "traps")) {
            Document ledger = Jsoup.parse(Files.readString(all.resolve(page + ".html")));
            assertThat(ledger.select("nav a[href=index.html]").text()).isEqualTo("All runs");
            assertThat(all.resolve(page + ".json")).content().contains("\"4.4.0\"");
        }
    }
}
