package delivery.chaos.run;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Conviction;
import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.scenario.Course;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.chaos.workload.PageViews;
import delivery.contract.Anomaly;
import delivery.sabotaged.Sabotage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sabotaged pipelines, each under the fault that must convict it, and as controls the modules that they pretend to be,
 * under the same faults and seeds.
 */
public record SabotageTrial(List<Sabotage> sabotages, ChaosOptions options) {

    /**
     * The scenarios: every sabotage once, every control once. Those that get stuck come first: they end only when
     * patience with them does, and the others run beside them. Throws as {@link PageViews#fromFile} does.
     */
    public List<ScenarioPlan> plans() {
        return plans(List.of());
    }

    /**
     * The scenarios, and cells beside them that are no control of any. Throws as {@link PageViews#fromFile} does.
     *
     * @param cells of modules: {@code idempotent-producer/producer-id-expired}
     */
    public List<ScenarioPlan> plans(List<String> cells) {
        PageViews pageViews = options.pageViews();
        Map<String, ScenarioPlan> plans = new LinkedHashMap<>();
        List<Sabotage> longestFirst = sabotages.stream()
                .sorted(Comparator.comparing(sabotage -> sabotage.anomaly() != Anomaly.STUCK))
                .toList();
        for (Sabotage sabotage : longestFirst) {
            Fault fault = fault(sabotage.name(), sabotage.fault());
            String repeat = options.repeatSabotages(List.of(sabotage));
            for (PipelineUnderTest pipeline : List.of(PipelineUnderTest.variant(sabotage), control(sabotage))) {
                ScenarioPlan plan = plan(pipeline, fault, pageViews, repeat);
                plans.putIfAbsent(plan.id(), plan);
            }
        }
        for (String cell : cells) {
            String[] names = cell.split("/", 2);
            Fault fault = fault(cell, names[1]);
            PipelineUnderTest module = module(cell, names[0]);
            plans.computeIfAbsent(cell, id -> plan(module, fault, pageViews, options.repeat(module, fault)));
        }
        return List.copyOf(plans.values());
    }

    private ScenarioPlan plan(PipelineUnderTest pipeline, Fault fault, PageViews pageViews, String repeat) {
        long seed = new Random(options.seed() ^ fault.name().hashCode()).nextLong();
        return new ScenarioPlan(pipeline, fault, 0, seed, pageViews, repeat, Course.of(fault, options.input()));
    }

    /**
     * Puts what the plans came to together.
     *
     * @param cells of all {@link #plans()}
     * @return one conviction for every sabotage, in their order
     */
    public List<Conviction> convictions(List<Cell> cells) {
        Map<String, Cell> byId = cells.stream().collect(Collectors.toMap(Cell::id, Function.identity()));
        List<Conviction> convictions = new ArrayList<>();
        for (Sabotage sabotage : sabotages) {
            convictions.add(new Conviction(
                    sabotage.mistake(),
                    sabotage.anomaly(),
                    byId.get(Cell.id(sabotage.name(), sabotage.fault())),
                    byId.get(Cell.id(sabotage.promise().name(), sabotage.fault()))));
        }
        return convictions;
    }

    static Fault fault(String variant, String name) {
        return MatrixKind.ALL_FAULTS.stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(variant + " names an unknown fault: " + name));
    }

    private static PipelineUnderTest module(String cell, String name) {
        return MatrixKind.ALL_PIPELINES.stream()
                .filter(module -> module.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(cell + " names an unknown module: " + name));
    }

    private static PipelineUnderTest control(Sabotage sabotage) {
        return MatrixKind.ALL_PIPELINES.stream()
                .filter(module -> module.guarantee().equals(sabotage.promise()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sabotage " + sabotage.name()
                        + " pretends to be no module: " + sabotage.promise().name()));
    }
}
