package delivery.chaos.report.cost;

import static delivery.chaos.report.cost.LiteralCosts.block;
import static delivery.chaos.report.cost.LiteralCosts.cost;
import static delivery.chaos.report.cost.LiteralCosts.withLatencies;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostReportTest {
    @TempDir
    private static Path directory;

    private static Document page;
    private static JsonNode json;

    @BeforeAll
    static void writeTheReport() throws Exception {
        CostBlock block = block(
                withLatencies(cost("at-least-once", 1_000, 1_100, 900), true, 1, 2, 3),
                withLatencies(cost("transactional-eos", 500, 560, 430), false, 4, 5, 6),
                withLatencies(cost("at-least-once again", 1_010, 1_080, 905), true, 1, 2, 3));
        new CostReport(LiteralCosts.FACTS, List.of(block)).write(directory);
        page = Jsoup.parse(directory.resolve("cost.html").toFile());
        json = new JsonMapper().readTree(directory.resolve("cost.json").toFile());
    }

    @Test
    void everyLinkWithinThePageLeadsSomewhere() {
        assertThat(page.select("a[href^=#]"))
                .isNotEmpty()
                .allSatisfy(
                        link -> assertThat(page.getElementById(link.attr("href").substring(1)))
                                .as(link.outerHtml())
                                .isNotNull());
    }

    @Test
    void saysWhichDifferencesWereSeen() {
        assertThat(page.select("table:has(caption:contains(At saturation)) tr:contains(transactional-eos)")
                        .text())
                .contains("0.50")
                .endsWith("80 80 – 80")
                .contains("less");
        assertThat(page.select("table:has(caption:contains(At saturation)) tr:contains(again)")
                        .text())
                .contains("A/A", "no difference seen");
    }

    @Test
    void saysWhereARateWasNotKeptUpWith() {
        assertThat(page.text()).containsOnlyOnce("kept up in 0 of 3");
    }

    @Test
    void saysWhatWasRefusedOnTheWire() {
        assertThat(page.select("tr:contains(concurrent transactions 50)")).isNotEmpty();
    }

    @Test
    void saysOnlyOfAQuickRunThatItIsOne() {
        assertThat(page.getElementById("quick")).isNull();
    }

    @Test
    void holdsEverySampleForMachines() throws Exception {
        JsonNode variant = json.at("/blocks/0/variants/1");
        assertThat(variant.get("saturation")).hasSize(3);
        assertThat(variant.at("/ratio/median").doubleValue()).isEqualTo(0.5);

        Histogram histogram = Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder()
                        .decode(variant.at("/latencies/0/fromDueHdrHistogramV2Compressed")
                                .textValue())),
                0);
        assertThat(histogram.getTotalCount()).isEqualTo(3);
        assertThat(histogram.getValueAtPercentile(50)).isBetween(4_990L, 5_010L);
    }

    @Test
    void isTheSameAsTextForATerminal() throws Exception {
        String text = Files.readString(directory.resolve("cost.md"));

        assertThat(text).contains("| transactional-eos | 500 (").contains("mvn verify -Pcost");
    }
}
