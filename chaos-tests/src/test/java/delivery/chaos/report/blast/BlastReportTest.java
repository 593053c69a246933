package delivery.chaos.report.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlastReportTest {
    @TempDir
    private Path directory;

    private Document page;

    @BeforeEach
    void writeTheReport() throws Exception {
        new BlastReport(LiteralStrikes.radius(), Map.of("seed", "7")).write(directory);
        page = Jsoup.parse(directory.resolve(BlastReport.PAGE).toFile());
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
    void givesTheScriptTheConstantsOfEveryFormula() {
        Element formula = page.getElementById("f-at-least-once-crash");

        assertThat(Double.parseDouble(formula.attr("data-dwell"))).isEqualTo(20);
        assertThat(Double.parseDouble(formula.attr("data-fill"))).isEqualTo(0.5);
        assertThat(page.select("#expected tr")).hasSize(5);
    }

    @Test
    void loadsNothingFromElsewhere() {
        assertThat(page.select("[src], link")).isEmpty();
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .contains("default-src 'none'", "script-src 'sha256-");
    }

    @Test
    void everyInputHasALabel() {
        assertThat(page.select("input"))
                .hasSize(6)
                .allSatisfy(input ->
                        assertThat(page.select("label[for=" + input.id() + "]")).hasSize(1));
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        BlastReport again = BlastReport.read(directory.resolve("blast-radius.json"));

        assertThat(again.radius()).isEqualTo(LiteralStrikes.radius());
        assertThat(again.text(new BlastLoad(1_000, 0, 500, 0, 30, 0)))
                .contains("at-least-once         20 duplicated", "transactional-eos     none lost, none duplicated");
    }

    @Test
    void refusesAFileOfAnotherKind() throws Exception {
        Path other = Files.writeString(directory.resolve("other.json"), "{\"schema\": 12}");

        assertThatThrownBy(() -> BlastReport.read(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other");
    }
}
