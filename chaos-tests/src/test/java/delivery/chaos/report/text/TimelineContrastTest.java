package delivery.chaos.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Words in the drawing of a timeline, of whose colours axe says nothing: WCAG 2.2, success criterion 1.4.3. */
class TimelineContrastTest {
    private static final double ENOUGH = 4.5;
    private static final Pattern VARIABLE = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6})");
    private static final Pattern BAND_OPACITY = Pattern.compile("fill: var\\(--fault\\); fill-opacity: (\\.[0-9]+)");

    private final String style = style();

    private static String style() {
        try (InputStream file = TimelineContrastTest.class.getResourceAsStream("style.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** The colours of the page, in the light and in the dark. */
    private List<Map<String, String>> schemes() {
        int dark = style.indexOf("prefers-color-scheme: dark");
        int rest = style.indexOf("* { box-sizing");
        return List.of(variables(style.substring(0, dark)), variables(style.substring(dark, rest)));
    }

    private static Map<String, String> variables(String rules) {
        Map<String, String> colours = new HashMap<>();
        Matcher found = VARIABLE.matcher(rules);
        while (found.find()) {
            colours.put(found.group(1), found.group(2));
        }
        return colours;
    }

    private String fillOf(String selector) {
        Matcher fill = Pattern.compile(Pattern.quote(selector) + " \\{ fill: var\\(--([a-z]+)\\)")
                .matcher(style);
        assertThat(fill.find()).as(selector).isTrue();
        return fill.group(1);
    }

    @Test
    void whatBecameOfAProcessCanBeReadOnItsBarAndInABand() {
        for (Map<String, String> colours : schemes()) {
            double[] text = rgb(colours.get(fillOf(".timeline .state")));
            double[] bar = rgb(colours.get("running"));

            assertThat(contrast(text, bar)).isGreaterThanOrEqualTo(ENOUGH);
            assertThat(contrast(text, inBand(colours, bar))).isGreaterThanOrEqualTo(ENOUGH);
            assertThat(contrast(text, rgb(colours.get("paper")))).isGreaterThanOrEqualTo(ENOUGH);
        }
    }

    @Test
    void theNumberOfAStrikeCanBeReadInItsBand() {
        for (Map<String, String> colours : schemes()) {
            double[] text = rgb(colours.get(fillOf(".timeline .band text")));

            assertThat(contrast(text, inBand(colours, rgb(colours.get("paper")))))
                    .isGreaterThanOrEqualTo(ENOUGH);
        }
    }

    private double[] inBand(Map<String, String> colours, double[] below) {
        Matcher opacity = BAND_OPACITY.matcher(style);
        assertThat(opacity.find()).isTrue();
        double share = Double.parseDouble("0" + opacity.group(1));
        double[] band = rgb(colours.get("fault"));
        double[] mixed = new double[3];
        for (int i = 0; i < 3; i++) {
            mixed[i] = share * band[i] + (1 - share) * below[i];
        }
        return mixed;
    }

    private static double[] rgb(String hex) {
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            rgb[i] = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
        }
        return rgb;
    }

    private static double contrast(double[] one, double[] other) {
        double lighter = Math.max(luminance(one), luminance(other));
        return (lighter + 0.05) / (Math.min(luminance(one), luminance(other)) + 0.05);
    }

    private static double luminance(double[] rgb) {
        double[] linear = new double[3];
        for (int i = 0; i < 3; i++) {
            linear[i] = rgb[i] <= 0.04045 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
