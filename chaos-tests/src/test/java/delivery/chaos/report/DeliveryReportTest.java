package delivery.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.audit.Cell;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DeliveryReportTest {
    @TempDir
    private Path directory;

    private List<Cell> cells;

    @BeforeEach
    void writeReport() throws IOException {
        cells = DemoRun.cells(directory);
        DeliveryReport.write(directory.resolve("report"), DemoRun.run(), cells);
    }

    private String file(String name) throws IOException {
        return Files.readString(directory.resolve("report").resolve(name));
    }

    /** Every page as XML, once the few void elements that HTML leaves open are closed. */
    static Document parsed(String html) throws Exception {
        String xml = html.replaceAll("<(meta|br)([^>]*)>", "<$1$2/>").replace("<!DOCTYPE html>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml.strip())));
    }

    @Test
    void writesTheSameInEveryLanguage() throws IOException {
        String english = file("report.json") + file("index.html") + file("at-least-once.html") + file("report.md");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            DeliveryReport.write(directory.resolve("report"), DemoRun.run(), cells);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(file("report.json") + file("index.html") + file("at-least-once.html") + file("report.md"))
                .isEqualTo(english);
    }

    @Test
    void showsEveryCellOfTheMatrixAndTheGaps() throws Exception {
        NodeList rows = ((Element)
                        parsed(file("index.html")).getElementsByTagName("table").item(0))
                .getElementsByTagName("tr");
        assertThat(rows.getLength()).as("a head and seven faults").isEqualTo(8);
        int notRun = 0;
        for (int row = 1; row < rows.getLength(); row++) {
            NodeList columns = ((Element) rows.item(row)).getElementsByTagName("td");
            assertThat(columns.getLength()).isEqualTo(5);
            for (int column = 0; column < 5; column++) {
                notRun += columns.item(column).getTextContent().contains("not run") ? 1 : 0;
            }
        }
        assertThat(notRun).isEqualTo(2);
        assertThat(rows.item(5).getTextContent().replaceAll("\\s+", " "))
                .contains("pipeline-killed")
                .contains("3 / 0 / 2✓ pass 0 / 12 / 10✓ pass 0 / 12 / 10✓ pass 0 / 0 / 0✓ pass 0 / 0 / 0✓ pass");
        assertThat(file("report.md"))
                .contains("| broker-killed | 0 / 0 / 0 ✓ pass | 0 / 0 / 0 ✓ pass | 0 / 12 / 10 ✗ fail |")
                .contains("| latency | ! harness error | not run | not run | 0 / 0 / 0 ? inconclusive |");
    }

    @Test
    void saysOnTheFirstPageWhatDidNotPassAndWhy() throws Exception {
        assertThat(parsed(file("index.html")).getDocumentElement().getTextContent())
                .contains("idempotent-producer/broker-killed ✗ failDUPLICATED is forbidden and was found in 12 events")
                .contains("at-most-once/latency ! harness errorBroker-2 did not come back within 20 s.")
                .contains("transactional-eos/latency ? inconclusiveNot drained at the deadline, it waits on: open");
    }

    @Test
    void linksOnlyToWhatIsThereAndLoadsNothingFromAnywhere() throws Exception {
        Pattern link = Pattern.compile("href=\"([^\"]*)\"");
        int links = 0;
        for (Path page : Files.list(directory.resolve("report")).toList()) {
            if (!page.toString().endsWith(".html")) {
                continue;
            }
            String html = Files.readString(page);
            assertThat(html).doesNotContain("http:", "https:", "<script", " src=", "@import", "url(");
            for (Matcher at = link.matcher(html); at.find(); links++) {
                assertTargetExists(page, at.group(1));
            }
        }
        assertThat(links).isGreaterThan(100);
    }

    private static void assertTargetExists(Path page, String href) throws Exception {
        if (href.startsWith("./evidence/")) {
            return;
        }
        String[] parts = href.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        assertThat(target).exists();
        if (parts.length == 2) {
            assertThat(Files.readString(target)).contains("id=\"" + parts[1] + "\"");
        }
    }

    @Test
    void provesOnTheModulesPageThatTheFaultFired() throws Exception {
        String page = parsed(file("at-least-once.html")).getDocumentElement().getTextContent();

        assertThat(page.replaceAll("\\s+", " "))
                .contains("Proof that the fault fired: 2 of 2 required")
                .contains("At 1.0 s: the acknowledgement of Produce 1 was lost. Healed after 100 ms; next effect"
                        + " acknowledged 250 ms after it struck.")
                .contains("Duplicated, to look at (first 10 of 12)")
                .contains("e-000040 has effects at effects-0@16 and effects-0@17")
                .contains("chaos run at-least-once/acks-lost --seed 42");
    }

    @Test
    void refusesNamesThatAreNoFileAndCellsOfOneName() {
        assertThatThrownBy(() -> new Matrix(List.of("../evil"), List.of(), List.of()))
                .hasMessage("no name for a module or a fault: ../evil");
        assertThatThrownBy(() -> new Matrix(List.of("index"), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Matrix(List.of(), List.of(), List.of(cells.get(0), cells.get(0))))
                .hasMessage("two cells are called at-most-once/control");
    }
}
