package delivery.chaos.report.atlas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;

/** The steps of one module between pipeline, coordinator and leader; every arrow carries its strikes and what came of them. */
final class SequenceDiagram {
    private static final int STRIKES_IN_A_LINE = 3;

    private final StringBuilder source = new StringBuilder("@startuml\n");

    private SequenceDiagram() {}

    /**
     * Draws it.
     *
     * @param steps of one module, in their order
     * @param scenarios of that module; a step may have none
     * @return an {@code svg} element with links to the scenarios' anchors
     * @throws IOException if it cannot be drawn
     */
    static String of(List<AtlasScenario.Step> steps, List<AtlasScenario> scenarios) throws IOException {
        SequenceDiagram diagram = new SequenceDiagram();
        diagram.draw(steps, scenarios);
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        new SourceStringReader(diagram.source.toString()).outputImage(svg, new FileFormatOption(FileFormat.SVG, false));
        return svg.toString(StandardCharsets.UTF_8);
    }

    private void draw(List<AtlasScenario.Step> steps, List<AtlasScenario> scenarios) {
        line("skinparam defaultFontName sans-serif");
        line("skinparam shadowing false");
        line("skinparam hyperlinkColor #1d4e89");
        line("hide footbox");
        line("participant pipeline");
        steps.stream()
                .map(AtlasScenario.Step::party)
                .distinct()
                .forEach(party -> line("participant \"" + party + "\""));
        String phase = "";
        for (AtlasScenario.Step step : steps) {
            if (!step.phase().equals(phase)) {
                phase = step.phase();
                line("== " + phase + " ==");
            }
            arrow(
                    step,
                    scenarios.stream()
                            .filter(scenario -> scenario.step().equals(step))
                            .toList());
        }
        line("@enduml");
    }

    private void arrow(AtlasScenario.Step step, List<AtlasScenario> strikes) {
        List<String> lines = new ArrayList<>(List.of("<b>" + step.title() + "</b>"));
        for (int from = 0; from < strikes.size(); from += STRIKES_IN_A_LINE) {
            lines.add(String.join(
                    "  ",
                    strikes.subList(from, Math.min(strikes.size(), from + STRIKES_IN_A_LINE)).stream()
                            .map(one -> "[[#" + one.anchor() + " " + one.strikeLabel() + " " + one.mark() + "]]")
                            .toList()));
        }
        line("pipeline -> \"" + step.party() + "\" : " + String.join("\\n", lines));
    }

    private void line(String text) {
        source.append(text).append('\n');
    }
}
