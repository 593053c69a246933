package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.report.text.Templates;
import delivery.chaos.report.timeline.DatabaseCycle.DatabaseStep;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the templates of the pages are given. */
final class PageModels {
    private final Run run;
    private final Matrix matrix;
    private final Function<Cell, CellStory> stories;
    private final Function<Cell, List<DatabaseStep>> cycles;
    private final List<ClientLibrary> clients;
    private final Map<String, Guarantee> guarantees = new HashMap<>();
    private final Citation.CitationWriter citations;
    private final Map<String, Object> shared = new HashMap<>();

    /**
     * @param stories tells that of a cell
     * @param cycles tells the first cycle of a pipeline with a database; empty for one without
     * @param others pages that further jobs wrote into the same report, by what they are
     */
    PageModels(
            Run run,
            Matrix matrix,
            List<Contrast.RuleResult> contrast,
            Templates templates,
            Function<Cell, CellStory> stories,
            Function<Cell, List<DatabaseStep>> cycles,
            OtherPages others)
            throws IOException {
        this.run = run;
        this.matrix = matrix;
        this.stories = stories;
        this.cycles = cycles;
        this.clients = ClientLibrary.of(matrix);
        this.citations = new Citation.CitationWriter(templates, run);
        // Those of the run, and of modules that only their cells know.
        matrix.cells()
                .forEach(cell ->
                        guarantees.put(cell.module(), cell.audit().scenario().guarantee()));
        run.guarantees().forEach(guarantee -> guarantees.put(guarantee.name(), guarantee));
        shared.put("run", run);
        shared.put("matrix", matrix);
        List<Page> further = new ArrayList<>(others.named());
        if (hasSeveralClients()) {
            further.add(Page.CLIENTS);
        }
        shared.put("pages", Page.all(matrix, further));
        shared.put("brokenByKafka", others.brokenByKafka());
        shared.put("costPage", others.has(OtherPages.COST));
        shared.put("blastRadius", others.has(OtherPages.BLAST_RADIUS));
        shared.put("contrast", contrast);
        shared.put("recovery", Recovery.of(run, matrix));
        shared.put(
                "definitions",
                run.faults().stream()
                        .collect(Collectors.toMap(Run.FaultDefinition::name, Run.FaultDefinition::definition)));
        shared.put(
                "whens",
                run.faults().stream().collect(Collectors.toMap(Run.FaultDefinition::name, Run.FaultDefinition::when)));
    }

    private Map<String, Object> page(String file) {
        Map<String, Object> page = new HashMap<>(shared);
        page.put("file", file);
        page.put("root", file.contains("/") ? "../" : "");
        return page;
    }

    Map<String, Object> index() throws IOException {
        @SuppressWarnings("unchecked")
        List<Contrast.RuleResult> contrast = (List<Contrast.RuleResult>) shared.get("contrast");
        Map<String, Object> page = page("index.html");
        Map<String, Long> tally = new HashMap<>();
        matrix.cells().forEach(cell -> tally.merge(cell.verdict().name(), 1L, Long::sum));
        page.put("tally", tally);
        page.put("held", contrast.stream().filter(Contrast.RuleResult::isHeld).count());
        page.putAll(FirstScreen.of(run, matrix, guarantees));
        page.put("unfinished", Unfinished.of(run, matrix));
        page.put(
                "promises",
                matrix.modules().stream()
                        .map(guarantees::get)
                        .map(PromiseColumn::new)
                        .toList());
        List<Guidance.Advice> answers = Guidance.answers(run, matrix);
        page.put("answers", answers);
        page.put("citation", citations.of("cite-run", "index.html", "The whole matrix", matrix.cells()));
        page.put("claims", claims(contrast));
        page.put("reproductions", Reproduction.of(matrix, contrast));
        page.put("needs", needs(answers));
        return page;
    }

    /**
     * The overview and all cells, for paper: without navigation.
     *
     * @param index the overview's
     */
    Map<String, Object> print(Map<String, Object> index) {
        Map<String, Object> page = new HashMap<>(index);
        page.remove("pages");
        page.put("guarantees", guarantees);
        return page;
    }

    /** Whether there are client libraries to compare. */
    boolean hasSeveralClients() {
        return clients.size() > 1;
    }

    Map<String, Object> clients() {
        Map<String, Object> page = page(Page.CLIENTS.file());
        page.put("clients", clients);
        page.put("guarantees", guarantees);
        page.put(
                "faultsRun",
                matrix.faults().stream()
                        .filter(fault -> matrix.cells().stream()
                                .anyMatch(cell -> cell.fault().equals(fault)))
                        .toList());
        page.put(
                "apiKeys",
                clients.stream()
                        .flatMap(client -> client.versions().keySet().stream())
                        .distinct()
                        .sorted()
                        .toList());
        return page;
    }

    private List<Cell> cells(String module) {
        return matrix.faults().stream()
                .map(fault -> matrix.cell(module, fault))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Citation> claims(List<Contrast.RuleResult> contrast) throws IOException {
        List<Citation> claims = new ArrayList<>();
        for (Contrast.RuleResult finding : contrast) {
            String id = "claim-" + (claims.size() + 1) + "-" + finding.rule().fault();
            List<Cell> cells = finding.rule().claims().stream()
                    .map(Contrast.Claim::module)
                    .distinct()
                    .map(module -> matrix.cell(module, finding.rule().fault()))
                    .filter(Objects::nonNull)
                    .toList();
            claims.add(citations.of(
                    id,
                    "index.html#" + id,
                    // Who shows what, the numbers say that follow.
                    "Comparison under " + finding.rule().fault() + " ("
                            + finding.status().label() + ")",
                    cells));
        }
        return claims;
    }

    private List<Citation> needs(List<Guidance.Advice> answers) throws IOException {
        List<Citation> needs = new ArrayList<>();
        for (Guidance.Advice answer : answers) {
            String id = answer.need().id();
            String found = answer.module() == null ? "this run does not answer it" : answer.module();
            needs.add(citations.of(id, "index.html#" + id, answer.need().inShort() + " → " + found, answer.cells()));
        }
        return needs;
    }

    Map<String, Object> module(String module) throws IOException {
        Map<String, Object> page = page(module + ".html");
        List<Cell> cells = cells(module);
        page.put("module", module);
        page.put("guarantee", guarantees.get(module));
        page.put("promise", guarantees.containsKey(module) ? new PromiseColumn(guarantees.get(module)) : null);
        page.put("settings", run.settings().getOrDefault(module, List.of()));
        page.put("cycle", cells.isEmpty() ? List.of() : cycles.apply(cells.get(0)));
        page.put(
                "breaks",
                cells.stream().filter(Weakness::isShown).map(Weakness::of).toList());
        page.put(
                "unbroken",
                cells.stream().filter(Weakness::isUnbroken).map(Cell::fault).toList());
        page.put(
                "timeouts",
                cells.stream().collect(Collectors.toMap(Cell::fault, cell -> Recovery.timeouts(run, cell))));
        page.put("command", Reproduction.ofModule(cells));
        page.put("citation", citations.of("cite-module", module + ".html", module, cells));
        return page;
    }

    Map<String, Object> cell(Cell cell) throws IOException {
        String file = Page.of(cell.module(), cell.fault());
        Map<String, Object> page = page(file);
        page.put("cell", cell);
        page.put("story", stories.apply(cell));
        page.put("timeouts", Recovery.timeouts(run, cell));
        page.put("citation", citations.of("cite-cell", file, cell.id(), List.of(cell)));
        page.put("neighbours", neighbours(cell));
        return page;
    }

    /** The cells of the same fault, and of the same module, for comparison. */
    private List<Cell> neighbours(Cell cell) {
        Stream<Cell> sameFault = matrix.modules().stream().map(module -> matrix.cell(module, cell.fault()));
        return sameFault
                .filter(Objects::nonNull)
                .filter(other -> !other.module().equals(cell.module()))
                .toList();
    }
}
