package delivery.chaos.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium; the installed one, or the one that Selenium finds. */
final class Browser implements AutoCloseable {
    /** Where Linux distributions put it; elsewhere Selenium looks for it. */
    private static final List<Path> BINARIES =
            List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final String DRIVER_PROPERTY = "webdriver.chrome.driver";

    /** What Chromium leaves behind where temporary files go. */
    private static final String SOCKET = "/org.chromium.Chromium.xxxxxx/SingletonSocket";

    /** Of Linux; Chromium fails beyond it, so that deep down it is given the system's directory. */
    private static final int SOCKET_PATH_LENGTH_MAX = 107;

    /** So long axe may take over the largest page, where other things run beside it. */
    private static final Duration SCRIPT_AT_MOST = Duration.ofMinutes(5);

    /** Of the screen, in pixels. */
    static final int HEIGHT = 900;

    private final ChromeDriver driver;
    private final String axe;

    Browser() throws IOException {
        if (System.getProperty(DRIVER_PROPERTY) == null && Files.isExecutable(DRIVER)) {
            System.setProperty(DRIVER_PROPERTY, DRIVER.toString());
        }
        ChromeOptions options = new ChromeOptions();
        BINARIES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(binary -> options.setBinary(binary.toString()));
        // Without its sandbox, for it shows nothing but this suite's own pages and may run as root in CI.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(service(), options);
        driver.manage().timeouts().scriptTimeout(SCRIPT_AT_MOST);
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ChromeDriverService service() throws IOException {
        Path temporary = Path.of("target/chromium").toAbsolutePath();
        Files.createDirectories(temporary);
        boolean fits = (temporary + SOCKET).length() <= SOCKET_PATH_LENGTH_MAX;
        return new ChromeDriverService.Builder()
                .withEnvironment(fits ? Map.of("TMPDIR", temporary.toString()) : Map.of())
                .build();
    }

    /**
     * Opens a page as it looks on a screen of this width, in the light or in the dark ({@code light}, {@code dark}).
     */
    void open(Path page, int widthPixels, String colorScheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", widthPixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        media("screen", colorScheme);
        driver.get(page.toUri().toString());
    }

    void media(String type, String colorScheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        type,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** What a script returns. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What axe-core has against the page as it is shown: a line for every violation, with the first element. */
    @SuppressWarnings("unchecked")
    List<String> accessibilityViolations() {
        driver.executeScript(axe);
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(found => done(found.violations.map(v =>
                    v.id + ": " + v.help + ": " + v.nodes[0].html + " " + v.nodes[0].failureSummary)),
                    wrong => done(["axe failed: " + wrong]));
                """);
    }

    /** What the console has said since it was last asked. */
    Stream<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
