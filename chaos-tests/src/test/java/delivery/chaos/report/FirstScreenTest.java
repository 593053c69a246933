package delivery.chaos.report;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Promises;
import delivery.chaos.history.HistoryLine.Wire;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finding in a sentence, the order of the rows, the price, and how sure it is. */
class FirstScreenTest {
    @TempDir
    private Path directory;

    private final List<Cell> cells = new ArrayList<>();

    private static LiteralHistory struck(Guarantee promise) {
        return history()
                .promising(promise)
                .under("link-down", 1, Circumstance.REQUEST_LOST)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0);
    }

    private void lost(Guarantee promise) throws IOException {
        cells.add(struck(promise).fired().judgedBelow(directory));
    }

    private void clean(Guarantee promise) throws IOException {
        cells.add(struck(promise).fired().effect("e2", "/a", 2, 0, 1).judgedBelow(directory));
    }

    private void control(Guarantee promise, long produces) throws IOException {
        cells.add(history()
                .promising(promise)
                .under("none", 0, Circumstance.UNDISTURBED)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .line(new Wire("PRODUCE", produces, produces, 0, List.of()))
                .line(new Wire("FETCH", 100, 100, 0, List.of()))
                .judgedBelow(directory));
    }

    private Matrix matrix() {
        return new Matrix(
                Promises.ALL.stream().map(Guarantee::name).toList(), List.of("none", "acks-lost", "link-down"), cells);
    }

    @Test
    void namesTheModulesThatShowedNothingWhereOthersShowedSomething() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        clean(Promises.AT_LEAST_ONCE);
        clean(Promises.TRANSACTIONAL);

        assertThat(Headline.of(matrix()))
                .isEqualTo("Of the 3 that ran, only at-least-once and transactional-eos "
                        + "lost nothing and counted every page"
                        + " right under link-down");
    }

    @Test
    void saysBesideAnAnswerWhereKafkaBreaksItAllTheSame() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        clean(Promises.AT_LEAST_ONCE);
        Files.writeString(directory.resolve("atlas.json"), """
                {"scenarios": [
                  {"module": "at-least-once", "knownViolation": {"issue": "KAFKA-1", "reproduced": true},
                   "cells": [{"page": "atlas.html#one", "lost": 2}]},
                  {"module": "at-least-once", "knownViolation": {"issue": "KAFKA-2", "reproduced": true},
                   "cells": [{"page": "atlas.html#two", "duplicated": 2}]},
                  {"module": "at-least-once", "knownViolation": {"issue": "KAFKA-3", "reproduced": false},
                   "cells": [{"page": "atlas.html#three", "lost": 2}]},
                  {"module": "at-most-once", "knownViolation": null, "cells": [{"lost": 2}]}]}
                """);
        DeliveryReport.write(directory, DemoRun.run(), cells);

        Document page = Jsoup.parse(directory.resolve("index.html").toFile());
        assertThat(page.select("#needs div:contains(losing is not) dd").text())
                .contains("Known exception: it shows lost events by KAFKA-1.")
                .doesNotContain("KAFKA-2", "KAFKA-3");
        assertThat(page.select("#need-nothing-lost").text()).contains("KAFKA-1 showed lost here");
        assertThat(Files.readString(directory.resolve("report.md"))).contains("known exception, in the atlas: KAFKA-1");
    }

    @Test
    void praisesNoModuleOfWhichNothingWasAtRisk() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        control(Promises.TRANSACTIONAL, 1);

        assertThat(Headline.of(matrix()))
                .isEqualTo("All 2 cells kept their promise; no module was free of losses and duplicates");
    }

    @Test
    void putsABrokenPromiseBeforeEverythingElse() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        lost(Promises.TRANSACTIONAL);

        assertThat(Headline.of(matrix())).isEqualTo("1 of 2 cells broke their promise: transactional-eos/link-down");
    }

    @Test
    void saysTheNumbersOfASingleCell() throws IOException {
        lost(Promises.AT_MOST_ONCE);

        assertThat(Headline.of(matrix())).isEqualTo("at-most-once under link-down: 1 of 2 events lost, 0 duplicated");
    }

    @Test
    void saysSoWhenNothingIsFinished() {
        assertThat(Headline.of(matrix())).isEqualTo("No cell of this run is finished");
    }

    @Test
    void putsWhatWasFoundFirstAndTheControlLast() throws IOException {
        control(Promises.AT_MOST_ONCE, 1);
        lost(Promises.AT_MOST_ONCE);

        assertThat(matrix().faultsByFinding()).containsExactly("link-down", "none");
        assertThat(matrix().modulesRun()).containsExactly("at-most-once");
        assertThat(matrix().namesNotRun()).contains("acks-lost", "streams-eos").doesNotContain("none");
    }

    @Test
    void pricesAModuleByTheRequestsThatItsWorkDecides() throws IOException {
        control(Promises.AT_MOST_ONCE, 3);
        lost(Promises.AT_LEAST_ONCE);

        assertThat(Price.of(matrix())).containsOnlyKeys("at-most-once");
        assertThat(Price.of(matrix()).get("at-most-once").requests()).isEqualTo(3_000);
    }

    @Test
    void saysBesideAnAnswerWhatAStrikeAndTheWorkCost() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        clean(Promises.AT_LEAST_ONCE);
        control(Promises.AT_LEAST_ONCE, 3);
        cells.add(struck(Promises.AT_LEAST_ONCE)
                .under("acks-lost", 1, Circumstance.ACK_LOST)
                .fired()
                .effect("e2", "/a", 2, 0, 1)
                .effect("e2", "/a", 3, 0, 2)
                .judgedBelow(directory));
        DeliveryReport.write(directory, DemoRun.run(), cells);

        assertThat(Jsoup.parse(directory.resolve("index.html").toFile())
                        .select("#needs div:contains(losing is not) dd")
                        .text())
                .startsWith("at-least-once No loss in 2 strikes (≤ 78 %). "
                        + "Duplicates 1 event a strike on average under acks-lost."
                        + " 3,000.0 requests per 1,000 events.");
    }

    @Test
    void saysWhyATransactionCommitsItsOffsetsTwice() throws IOException {
        cells.add(history()
                .promising(Promises.TRANSACTIONAL)
                .under("none", 0, Circumstance.UNDISTURBED)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .line(new Wire("TXN_OFFSET_COMMIT", 2, 2, 0, List.of()))
                .line(new Wire("END_TXN", 1, 1, 0, List.of()))
                .judgedBelow(directory));
        DeliveryReport.write(directory, DemoRun.run(), cells);

        assertThat(Jsoup.parse(directory.resolve("index.html").toFile())
                        .select("#concurrent-transactions")
                        .text())
                .contains("refuses the first request of the next one (CONCURRENT_TRANSACTIONS)");
        assertThat(Jsoup.parse(directory.resolve("index.html").toFile())
                        .select("#certainty td")
                        .text())
                .as("0 of 0 strikes")
                .isEqualTo("✕ lost: none at risk ◆ duplicated: none at risk");
        assertThat(directory.resolve("report.md"))
                .content()
                .contains("| transactional-eos | 3,000.0 | TXN\\_OFFSET\\_COMMIT 2,000.0, END\\_TXN 1,000.0 |");
    }

    /** 0 of 1: all but certain nothing, for 95 of 100 strikes may show it; 0 of 13: 20.6 %. */
    @Test
    void boundsWhatWasNeverSeenByTheNumberOfStrikes() throws IOException {
        clean(Promises.AT_LEAST_ONCE);
        lost(Promises.AT_MOST_ONCE);

        Certainty none = Certainty.of(Anomaly.LOST, cells.subList(0, 1));
        assertThat(none).isEqualTo(new Certainty(Anomaly.LOST, 1, 0));
        assertThat(none.upperBoundOfNone()).isCloseTo(0.95, within(1e-12));
        assertThat(new Certainty(Anomaly.LOST, 13, 0).upperBoundOfNone()).isCloseTo(0.2058, within(1e-4));
        Certainty some = Certainty.of(Anomaly.LOST, cells);
        assertThat(some).isEqualTo(new Certainty(Anomaly.LOST, 2, 1));
        assertThatThrownBy(some::upperBoundOfNone).hasMessage("no bound of none: 1 of 2 strikes");
    }
}
