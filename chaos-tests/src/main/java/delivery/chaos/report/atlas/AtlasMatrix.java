package delivery.chaos.report.atlas;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The scenarios of an atlas by step, strike and module, in reading order, with gaps where a module has no such step.
 */
public final class AtlasMatrix {
    private final Map<String, List<AtlasScenario.AtlasStep>> cycles;
    private final List<AtlasScenario> scenarios;
    /** Those of a step and a strike: without the ones that have names of their own. */
    private final List<AtlasScenario> strikes;

    private final Map<String, AtlasScenario> byId = new LinkedHashMap<>();

    /** @param cycles by module, the steps that it takes */
    AtlasMatrix(Map<String, List<AtlasScenario.AtlasStep>> cycles, List<AtlasScenario> scenarios) {
        this.cycles = Map.copyOf(cycles);
        this.scenarios = List.copyOf(scenarios);
        this.strikes =
                scenarios.stream().filter(scenario -> !scenario.isByName()).toList();
        scenarios.forEach(scenario -> byId.put(scenario.id(), scenario));
    }

    /** Those with a scenario. */
    public List<String> modules() {
        return scenarios.stream().map(AtlasScenario::module).distinct().toList();
    }

    /** The phases of a pipeline's life with a scenario. */
    public List<String> phases() {
        return strikes.stream()
                .map(scenario -> scenario.step().phase())
                .distinct()
                .toList();
    }

    /** The names of a phase's steps, of all modules. */
    public List<String> steps(String phase) {
        return strikes.stream()
                .map(AtlasScenario::step)
                .filter(step -> step.phase().equals(phase))
                .map(AtlasScenario.AtlasStep::name)
                .distinct()
                .toList();
    }

    /** The strikes, each by its id, with a label for people. */
    public Map<String, String> strikes() {
        Map<String, String> labels = new LinkedHashMap<>();
        strikes.forEach(scenario -> labels.putIfAbsent(scenario.strike(), scenario.strikeLabel()));
        return labels;
    }

    /** A row of the matrix. */
    public record Row(String step, String strike, String strikeLabel) {}

    /** The rows in which a module lost, duplicated or miscounted something, or did not pass. */
    public List<Row> contrasts() {
        return rows(scenario -> !scenario.isIntact());
    }

    /** Those, and the rows in which a module left aborted effects. */
    public List<Row> tellingRows() {
        return rows(scenario -> !scenario.isIntact() || !scenario.aborted().isEmpty());
    }

    /** All rows. */
    public List<Row> rows() {
        return rows(any -> true);
    }

    private List<Row> rows(Predicate<AtlasScenario> which) {
        List<String> steps =
                phases().stream().flatMap(phase -> steps(phase).stream()).toList();
        List<String> order = List.copyOf(strikes().keySet());
        return strikes.stream()
                .filter(which)
                .map(scenario -> new Row(scenario.step().name(), scenario.strike(), scenario.strikeLabel()))
                .distinct()
                .sorted(Comparator.<Row>comparingInt(row -> steps.indexOf(row.step()))
                        .thenComparingInt(row -> order.indexOf(row.strike())))
                .toList();
    }

    /** The scenario of a module, a step and a strike; null if there is none. */
    public AtlasScenario scenario(String module, String step, String strike) {
        return scenario(module + "/" + step + "/" + strike);
    }

    /** The scenario of an id; null if it was not run. */
    public AtlasScenario scenario(String id) {
        return byId.get(id);
    }

    /** Whether a module takes a step: if so, what has no scenario there was not run. */
    public boolean takes(String module, String step) {
        return cycles.getOrDefault(module, List.of()).stream()
                .anyMatch(one -> one.name().equals(step));
    }

    /** Those whose numbers mean something. */
    public List<AtlasScenario> decided() {
        return scenarios.stream().filter(AtlasScenario::isDecided).toList();
    }

    /** The scenarios of a module. */
    public List<AtlasScenario> of(String module) {
        return scenarios.stream()
                .filter(scenario -> scenario.module().equals(module))
                .toList();
    }

    /** All of them. */
    public List<AtlasScenario> scenarios() {
        return scenarios;
    }
}
