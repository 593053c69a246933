package delivery.chaos.report.cost;

import delivery.chaos.report.text.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run of the cost benchmark measured, as {@code cost.html}, {@code cost.md} and {@code cost.json}. */
public final class CostReport {
    /** Name of the page. */
    public static final String PAGE = "cost.html";

    private final CostRunFacts facts;
    private final List<CostBlock> blocks;
    private final Templates templates = new Templates();

    /** @param blocks the first is the one that goals and published figures are held against */
    public CostReport(CostRunFacts facts, List<CostBlock> blocks) {
        this.facts = facts;
        this.blocks = List.copyOf(blocks);
    }

    /**
     * Writes the files; those that are there are replaced.
     *
     * @param directory created if need be
     */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        CostJson.write(facts, blocks, directory.resolve("cost.json"));
        templates.write("cost.html.ftlh", model(), directory.resolve(PAGE));
        templates.write("cost.md.ftl", model(), directory.resolve("cost.md"));
    }

    /** The same as text for a terminal, and in Markdown. */
    public String text() throws IOException {
        return templates.render("cost.md.ftl", model());
    }

    private Map<String, Object> model() {
        CostBlock main = blocks.get(0);
        return Map.of(
                "run",
                facts,
                "blocks",
                blocks,
                "goals",
                CostGoal.ALL.stream()
                        .map(goal -> goal.outcome(main))
                        .flatMap(Optional::stream)
                        .toList(),
                "published",
                PublishedCost.ALL.stream()
                        .map(cost -> cost.beside(main))
                        .flatMap(Optional::stream)
                        .toList());
    }
}
