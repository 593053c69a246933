package delivery.chaos.browser;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.print.PrintOptions;
import org.openqa.selenium.support.ui.Select;

/** The report as its readers have it: opened from disk in a real browser. Profile {@code browser}. */
@TestInstance(Lifecycle.PER_CLASS)
class ReportInBrowser {
    private static final int PHONE = 390;
    /** Of the width of a sheet, in pixels of CSS. */
    private static final int A4_BETWEEN_MARGINS = 703;

    /** A4, landscape, between the margins, in pixels of CSS. */
    private static final int SHEET_WIDTH = 1054;

    private static final int SHEET_HEIGHT = 729;
    private static final int LAPTOP = 1440;
    private static final int DESKTOP = 1600;
    /** Of the Tab key. */
    private static final int STOPS_MAX = 80;

    private static final String SMALL_SCREEN_OVERFLOW = "return document.documentElement.scrollWidth - innerWidth";

    @TempDir
    private static Path directory;

    private Path demo;
    private Path large;
    /** As large as that of the main job. */
    private Path matrix;

    private Browser browser;

    @BeforeAll
    void openBrowser() throws IOException {
        demo = Reports.demo(directory.resolve("demo"));
        large = Reports.large(directory.resolve("large"));
        matrix = Reports.kept(directory.resolve("matrix"), Faults.MATRIX.size());
        browser = new Browser();
    }

    @AfterAll
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    /**
     * One page of each kind, on a phone in the light and on a desktop in the dark; and of the report of the last run,
     * if there is one.
     */
    Stream<Arguments> views() {
        List<Path> pages = new ArrayList<>();
        Stream.of(
                        "index.html",
                        "print.html",
                        "compare.html",
                        "atlas.html",
                        "atlas-at-least-once.html",
                        "sabotage.html",
                        "sabotage/index.html",
                        "sabotage/flush-forgotten.html",
                        "sabotage/flush-forgotten/pipeline-killed.html",
                        "at-least-once.html",
                        "at-most-once/pipeline-killed.html",
                        "at-most-once/latency.html",
                        "idempotent-producer/broker-killed.html")
                .map(demo::resolve)
                .forEach(pages::add);
        Path last = Path.of("target/delivery-report").toAbsolutePath();
        Stream.of(
                        "index.html",
                        "atlas.html",
                        "atlas-transactional-eos.html",
                        "sabotage.html",
                        "sabotage/index.html",
                        "outside/index.html",
                        "outside/naive.html",
                        "transactional-eos.html",
                        "transactional-eos/pipeline-killed.html",
                        "../delivery-reports/index.html",
                        "../delivery-reports/claims.html",
                        "../delivery-reports/traps.html")
                .map(last::resolve)
                .filter(Files::exists)
                .forEach(pages::add);
        // The longest, of which axe looks at everything: once.
        Stream.of("claims.html", "traps.html")
                .map(page -> Files.exists(last.resolve(page)) ? last.resolve(page) : demo.resolve(page))
                .forEach(pages::add);
        return pages.stream()
                .flatMap(page -> Stream.of(Arguments.of(page, PHONE, "light"), Arguments.of(page, DESKTOP, "dark")));
    }

    @ParameterizedTest
    @MethodSource("views")
    void isAccessibleFitsTheScreenAndSaysNothingOnTheConsole(Path page, int widthPixels, String colorScheme) {
        browser.open(page, widthPixels, colorScheme);

        assertThat(browser.accessibilityViolations()).isEmpty();
        assertThat((Long) browser.run(SMALL_SCREEN_OVERFLOW))
                .as("pixels that do not fit")
                .isLessThanOrEqualTo(0);
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void leadsFromTheMatrixToTheCellItsProofAndBack() {
        browser.open(demo.resolve("index.html"), DESKTOP, "light");

        browser.driver().findElement(By.id("cell-at-least-once-acks-lost")).click();
        assertThat(browser.driver().getCurrentUrl()).endsWith("/at-least-once/acks-lost.html");
        browser.driver().findElement(By.cssSelector("#proof .anchor")).click();
        assertThat(browser.driver().getCurrentUrl()).endsWith("#proof");
        browser.driver().findElement(By.cssSelector("h1 a")).click();
        assertThat(browser.driver().getCurrentUrl()).endsWith("/at-least-once.html");
    }

    @Test
    void drawsTheTimelineAndFoldsTheTableThatSaysTheSame() {
        browser.open(demo.resolve("at-least-once/acks-lost.html"), DESKTOP, "light");

        assertThat(browser.driver().findElement(By.cssSelector(".picture svg")).isDisplayed())
                .isTrue();
        assertThat(browser.driver().findElements(By.cssSelector(".picture .duplicated")))
                .hasSize(2);
        assertThat(browser.driver().findElements(By.cssSelector(".picture .lost")))
                .isEmpty();
        WebElement table = browser.driver().findElement(By.cssSelector("#timeline-table table"));
        assertThat(table.isDisplayed()).isFalse();
        browser.driver().findElement(By.cssSelector("#timeline-table summary")).click();
        assertThat(table.getText()).contains("10 events duplicated", "2 events duplicated", "fault 1 strikes");
    }

    @Test
    void drawsEveryTickAndCurveWithinThePicture() {
        browser.open(demo.resolve("at-most-once/pipeline-killed.html"), DESKTOP, "light");

        assertThat((Boolean) browser.run("""
                const svg = document.querySelector(".picture svg");
                const {width, height} = svg.viewBox.baseVal;
                return [...svg.querySelectorAll("path, rect")].map(shape => shape.getBBox())
                    .every(box => box.x >= -12 && box.y >= -12
                        && box.x + box.width <= width && box.y + box.height <= height);
                """)).isTrue();
        assertThat((String) browser.run(
                        "return document.querySelector('.picture .answered').getAttribute('d').match(/M/g).join('')"))
                .as("a Produce for every ten of 200 events")
                .hasSize(20);
        assertThat(browser.driver().findElement(By.cssSelector(".picture")).getText())
                .contains("killed", "seconds since the scenario began");
    }

    @Test
    void copiesACitationInEachForm() {
        browser.open(demo.resolve("at-least-once/acks-lost.html"), DESKTOP, "light");
        List<WebElement> buttons = browser.driver().findElements(By.cssSelector("#cite ~ .buttons button"));
        assertThat(buttons).extracting(WebElement::getText).containsExactly("plain text", "Markdown", "BibTeX");

        for (WebElement button : buttons) {
            button.click();
            WebElement said = browser.driver().findElement(By.cssSelector("#cite ~ .buttons [role=status]"));
            assertThat(eventually(said, "Copied as " + button.getText() + ".")).isTrue();
            assertThat(pasted()).isEqualToNormalizingNewlines((String) browser.run(
                    "return document.getElementById(arguments[0]).textContent", button.getDomAttribute("data-copy")));
        }
    }

    private static boolean eventually(WebElement element, String text) {
        Awaitility.await("the page to say: " + text)
                .atMost(Duration.ofSeconds(10))
                .until(() -> element.getText().equals(text));
        return true;
    }

    /** What is in the clipboard, as a reader would paste it. */
    private String pasted() {
        browser.run("const area = document.createElement('textarea'); area.id = 'paste'; document.body.append(area);");
        WebElement area = browser.driver().findElement(By.id("paste"));
        area.sendKeys(Keys.chord(Keys.CONTROL, "v"));
        String text = area.getDomProperty("value");
        browser.run("document.getElementById('paste').remove()");
        return text;
    }

    @Test
    void showsOnlyTheFaultsThatAreAskedFor() {
        browser.open(large.resolve("index.html"), DESKTOP, "light");

        browser.driver().findElement(By.id("filter-words")).sendKeys("killed-4");
        assertThat(shownFaults())
                .containsExactlyInAnyOrder(
                        "fault-pipeline-killed-4",
                        "fault-pipeline-killed-46",
                        "fault-broker-killed-40",
                        "fault-broker-killed-47");
        new Select(browser.driver().findElement(By.id("filter-only"))).selectByVisibleText("lost");
        assertThat(shownFaults()).containsExactlyInAnyOrder("fault-pipeline-killed-4", "fault-pipeline-killed-46");
        assertThat(browser.driver().findElement(By.id("filter-count")).getText())
                .isEqualTo("2 of 60 faults");
    }

    @SuppressWarnings("unchecked")
    private List<String> shownFaults() {
        return (List<String>) browser.run("return [...document.querySelectorAll('#matrix-table tbody tr')]"
                + ".filter(row => row.offsetHeight > 0).map(row => row.id)");
    }

    /** Which guarantee, which faults, what it costs and how sure: without scrolling, on the commonest screen. */
    @Test
    void saysAllThatMattersOnOneScreen() {
        browser.open(matrix.resolve("index.html"), LAPTOP, "light");

        assertThat(bottom("#certainty")).isBetween(1, Browser.HEIGHT);
    }

    /** Which guarantee, and how many events a strike costs it. */
    @Test
    void answersOnTheFirstScreenOfAPhone() {
        browser.open(matrix.resolve("index.html"), PHONE, "light");

        assertThat(browser.driver().findElements(By.cssSelector("#needs dd > b > a")))
                .extracting(WebElement::getText)
                .containsExactly("at-most-once", "at-least-once", "idempotent-producer", "transactional-eos");
        assertThat(browser.driver().findElement(By.id("needs")).getText()).contains("events a strike");
        assertThat(bottom("#needs")).isBetween(1, Browser.HEIGHT);
    }

    @Test
    void printsTheFirstScreenOnOneSheet() {
        browser.open(matrix.resolve("print.html"), SHEET_WIDTH, "light");
        browser.media("print", "light");

        assertThat(bottom(".first")).isBetween(1, SHEET_HEIGHT);
    }

    private int bottom(String selector) {
        return ((Number) browser.run(
                        "return Math.ceil(document.querySelector(arguments[0]).getBoundingClientRect().bottom)",
                        selector))
                .intValue();
    }

    @Test
    void canBeUsedByKeyboardAlone() {
        browser.open(demo.resolve("index.html"), DESKTOP, "light");

        browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("Skip to the content");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        assertThat(browser.driver().getCurrentUrl()).endsWith("#content");
        WebElement summary = browser.driver().findElement(By.cssSelector("#contrast ~ table .cite summary"));
        summary.sendKeys(Keys.ENTER);
        assertThat(summary.findElement(By.xpath("..")).getDomProperty("open")).isEqualTo("true");
    }

    /** However many links its tables have: the arrow keys lead from one to the next. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "at-least-once.html",
                "at-least-once/acks-lost.html",
                "atlas.html",
                "atlas-at-least-once.html",
                "claims.html",
                "traps.html",
                "sabotage/index.html"
            })
    void isWalkedThroughByTabInAFewStops(String page) {
        browser.open(demo.resolve(page), DESKTOP, "light");

        assertThat(((Number) browser.run("return [...document.querySelectorAll('a[href], button, summary, [tabindex]')]"
                                + ".filter(one => one.tabIndex >= 0 && one.checkVisibility()).length"))
                        .intValue())
                .isLessThanOrEqualTo(STOPS_MAX);
    }

    @Test
    void movesInTheMatrixByTheArrowKeysAndOutOfItByTab() {
        browser.open(demo.resolve("index.html"), DESKTOP, "light");
        browser.run("document.getElementById('cell-at-most-once-link-down').focus()");

        assertThat(activeAfter(Keys.ARROW_RIGHT)).isEqualTo("cell-at-least-once-link-down");
        assertThat(activeAfter(Keys.ARROW_DOWN)).isEqualTo("cell-at-least-once-pipeline-killed");
        assertThat(activeAfter(Keys.ARROW_LEFT)).isEqualTo("cell-at-most-once-pipeline-killed");
        assertThat(activeAfter(Keys.ARROW_UP)).isEqualTo("cell-at-most-once-link-down");
        assertThat(activeAfter(Keys.TAB)).isEmpty();
        assertThat((Boolean) browser.run("return document.activeElement.closest('#matrix-table') === null"))
                .isTrue();
        assertThat(activeAfter(Keys.chord(Keys.SHIFT, Keys.TAB))).isEqualTo("cell-at-most-once-link-down");
    }

    /** The id of what has the focus once the key is pressed; empty if it has none. */
    private String activeAfter(CharSequence key) {
        browser.driver().switchTo().activeElement().sendKeys(key);
        return browser.driver().switchTo().activeElement().getDomProperty("id");
    }

    @Test
    void keepsAStopInAMatrixWhoseFirstFaultsAreFilteredOut() {
        browser.open(large.resolve("index.html"), DESKTOP, "light");
        browser.driver().findElement(By.id("filter-words")).sendKeys("broker-killed-40");
        browser.driver().findElement(By.id("filter-only")).sendKeys(Keys.TAB);

        assertThat((Boolean) browser.run("return document.activeElement.closest('#matrix-table') !== null"))
                .isTrue();
        assertThat(activeAfter(Keys.ARROW_DOWN)).isNotEmpty();
    }

    @Test
    void printsTheCitationAndNotTheButtons() {
        browser.open(demo.resolve("at-least-once/acks-lost.html"), DESKTOP, "light");
        browser.media("print", "light");

        assertThat(browser.driver().findElement(By.id("cite-cell-text")).isDisplayed())
                .isTrue();
        assertThat(browser.driver().findElement(By.cssSelector("nav")).isDisplayed())
                .isFalse();
        assertThat(browser.driver().findElement(By.cssSelector(".buttons")).isDisplayed())
                .isFalse();
        assertThat(browser.driver().print(new PrintOptions()).getContent())
                .as("PDF in Base64")
                .startsWith("JVBERi0")
                .hasSizeGreaterThan(10_000);
    }

    /** With times and marks as long as those of a real run. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "print.html",
                "at-least-once.html",
                "at-most-once/pipeline-killed.html",
                "atlas.html",
                "atlas-at-least-once.html",
                "claims.html",
                "sabotage.html",
                "sabotage/index.html"
            })
    void printsEveryTableWhole(String page) {
        browser.open(demo.resolve(page), A4_BETWEEN_MARGINS, "light");
        browser.run("document.querySelectorAll('.recovery tbody td.n').forEach("
                + "cell => cell.textContent = '2,058 to 11,630 ms (11,031)');"
                + "document.querySelectorAll('.atlas td:not(:empty)').forEach("
                + "cell => cell.textContent = 'D30 M16 R9')");
        browser.media("print", "light");

        assertThat((List<?>) browser.run("return [...document.querySelectorAll('table, pre, svg, dl, p')]"
                        + ".filter(one => !one.closest('.first') && one.getBoundingClientRect().right > innerWidth + 1)"
                        + ".map(one => one.className + ' ' + one.getBoundingClientRect().right)"))
                .isEmpty();
    }

    @Test
    void opensAReportOfThreeHundredCellsAtOnce() {
        browser.open(large.resolve("index.html"), DESKTOP, "light");
        long milliseconds = ((Number) browser.run("const [page] = performance.getEntriesByType('navigation'); return "
                        + "Math.round(page.loadEventEnd)"))
                .longValue();

        System.out.printf("a report of 300 cells opens in %d ms%n", milliseconds);
        assertThat(browser.driver().findElements(By.cssSelector("#matrix-table td a")))
                .hasSize(300);
        // Wanted: 2 s. Twice that where other things run beside it.
        assertThat(milliseconds).isBetween(1L, 4_000L);
        assertThat(browser.console()).isEmpty();
    }
}
