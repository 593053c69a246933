package delivery.chaos.report;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Promises;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.HistoryLine.Wire;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client libraries side by side: told apart by what they call themselves, described by what they sent. */
class ClientLibraryTest {
    private static final String JAVA = "apache-kafka-java 4.4.0";
    private static final String LIBRDKAFKA = "librdkafka 2.16.0";

    @TempDir
    private Path directory;

    private Cell cell(Guarantee promise, String fault, String software, Wire... requests) throws IOException {
        LiteralHistory history = history()
                .promising(promise)
                .under(fault, 0, Circumstance.UNDISTURBED)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .line(saysWhatItIs(software));
        for (Wire wire : requests) {
            history.line(wire);
        }
        return history.judgedForReport(directory);
    }

    private static Exchange saysWhatItIs(String software) {
        String[] nameAndVersion = software.split(" ");
        Map<String, Object> request =
                Map.of("clientSoftwareName", nameAndVersion[0], "clientSoftwareVersion", nameAndVersion[1]);
        return new Exchange(
                1L,
                2L,
                "pipeline",
                1,
                1,
                "ApiVersions",
                3,
                1,
                50,
                50,
                Exchange.Outcome.ANSWERED,
                null,
                request,
                Map.of());
    }

    private static Wire sent(String apiKey, int... versions) {
        return new Wire(
                apiKey,
                1,
                1,
                0,
                IntStream.of(versions).mapToObj(version -> (short) version).toList());
    }

    private static Matrix matrix(Cell... cells) {
        return new Matrix(List.of(), List.of(), List.of(cells));
    }

    @Test
    void hasTheModulesAndAllVersionsOfALibrary() throws IOException {
        Matrix matrix = matrix(
                cell(Promises.AT_LEAST_ONCE, "none", LIBRDKAFKA, sent("PRODUCE", 9)),
                cell(Promises.AT_LEAST_ONCE, "link-down", LIBRDKAFKA, sent("PRODUCE", 10), sent("JOIN_GROUP", 5)),
                cell(Promises.TRANSACTIONAL, "none", JAVA, sent("PRODUCE", 13)));

        assertThat(ClientLibrary.of(matrix))
                .extracting(ClientLibrary::name, ClientLibrary::modules, library -> library.versionsOf("PRODUCE"))
                .containsExactly(
                        tuple(LIBRDKAFKA, List.of("at-least-once"), "9, 10"),
                        tuple(JAVA, List.of("transactional-eos"), "13"));
        assertThat(ClientLibrary.of(matrix).get(1).versionsOf("JOIN_GROUP")).isEmpty();
    }

    @Test
    void saysHowTransactionsAreEndedAndGroupsJoined() throws IOException {
        List<ClientLibrary> libraries = ClientLibrary.of(matrix(
                cell(Promises.AT_LEAST_ONCE, "none", "a 1", sent("CONSUMER_GROUP_HEARTBEAT", 1)),
                cell(
                        Promises.IDEMPOTENT,
                        "none",
                        "b 1",
                        sent("END_TXN", 1),
                        sent("ADD_PARTITIONS_TO_TXN", 0),
                        sent("JOIN_GROUP", 5)),
                cell(Promises.TRANSACTIONAL, "none", "c 1", sent("END_TXN", 5), sent("JOIN_GROUP", 9))));

        assertThat(libraries)
                .extracting(ClientLibrary::transactions)
                .containsExactly(
                        "none were ended",
                        "one epoch for many (before KIP-890), partitions are announced",
                        "an epoch for each (KIP-890), partitions are not announced");
        assertThat(libraries)
                .extracting(ClientLibrary::groups)
                .containsExactly("consumer (KIP-848)", "classic", "classic");
    }

    @Test
    void saysNothingOfTransactionsInAHistoryWithoutVersions() throws IOException {
        ClientLibrary library = ClientLibrary.of(matrix(cell(Promises.TRANSACTIONAL, "none", JAVA, sent("END_TXN"))))
                .get(0);

        assertThat(library.transactions()).isEqualTo("of versions that were not recorded");
    }

    @Test
    void haveAPageWhereThereAreSeveral() throws IOException {
        DeliveryReport.write(
                directory,
                DemoRun.run(),
                List.of(
                        cell(Promises.AT_LEAST_ONCE, "none", LIBRDKAFKA, sent("PRODUCE", 9)),
                        cell(Promises.TRANSACTIONAL, "none", JAVA, sent("PRODUCE", 13))));

        Document page = Jsoup.parse(Files.readString(directory.resolve("clients.html")));
        assertThat(page.select("#found ~ .scrolls tbody tr").eachText())
                .containsExactly(
                        LIBRDKAFKA + " at-least-once ✓ pass 0 lost 0 duplicated",
                        JAVA + " transactional-eos ✓ pass 0 lost 0 duplicated");
        assertThat(Jsoup.parse(Files.readString(directory.resolve("index.html")))
                        .select("nav a")
                        .eachAttr("href"))
                .contains("clients.html");
    }

    /** Nothing is counted of it. */
    @Test
    void haveAPageWhereTheHarnessHasFailed() throws IOException {
        DeliveryReport.write(
                directory,
                DemoRun.run(),
                List.of(
                        cell(Promises.AT_LEAST_ONCE, "none", LIBRDKAFKA, sent("PRODUCE", 9)),
                        cell(Promises.TRANSACTIONAL, "none", JAVA, sent("PRODUCE", 13)),
                        history()
                                .promising(Promises.AT_LEAST_ONCE)
                                .under("acks-lost", 1, Circumstance.ACK_LOST)
                                .harnessError("no broker")
                                .judgedForReport(directory)));

        assertThat(Jsoup.parse(Files.readString(directory.resolve("clients.html")))
                        .select("#found ~ .scrolls tbody tr")
                        .eachText())
                .contains(LIBRDKAFKA + " at-least-once ! harness error ✓ pass 0 lost 0 duplicated");
    }

    @Test
    void haveNoPageWhereThereIsOne() throws IOException {
        DeliveryReport.write(
                directory, DemoRun.run(), List.of(cell(Promises.TRANSACTIONAL, "none", JAVA, sent("PRODUCE", 13))));

        assertThat(directory.resolve("clients.html")).doesNotExist();
    }
}
