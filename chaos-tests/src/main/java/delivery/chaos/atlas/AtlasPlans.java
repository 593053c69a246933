package delivery.chaos.atlas;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.chaos.testbed.Instances;
import delivery.chaos.workload.PageViews;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;

/** Scenarios of the atlas planned once more, by their names, without recording the steps of a module. */
public final class AtlasPlans {
    private AtlasPlans() {}

    /**
     * The plan of a scenario.
     *
     * @param fault as in ids: {@code end-txn/ack-lost}, or {@code none} for what records the steps
     * @param repetition from 1; 0 where it is run once
     * @return empty if this suite has no such module or strike
     */
    public static Optional<ScenarioPlan> plan(String module, String fault, int repetition, long seed) {
        return Pipelines.ALL.stream()
                .filter(pipeline -> pipeline.name().equals(module))
                .findFirst()
                .flatMap(pipeline -> fault(pipeline, fault).map(found -> plan(pipeline, found, repetition, seed, "")));
    }

    /** @param repeat the command that repeats it */
    static ScenarioPlan plan(PipelineUnderTest module, Fault fault, int repetition, long seed, String repeat) {
        PageViews pageViews = new PageViews.Generated();
        // A ragged one has a course of its own.
        return fault.isRagged()
                ? new ScenarioPlan(module, fault, repetition, seed, pageViews, repeat)
                : new ScenarioPlan(module, fault, repetition, seed, pageViews, repeat, Size.course(module.name()));
    }

    /** Whether a cell breaks its promise in no other way than Kafka is known to break it. */
    public static boolean isKnownViolation(Cell cell, int transactionVersion) {
        return cell.verdict() == Verdict.FAIL
                && KnownViolation.of(cell.id(), transactionVersion)
                        .filter(known -> Stream.of(Anomaly.values())
                                .filter(anomaly -> cell.expectation(anomaly) == Expectation.FORBIDDEN)
                                .filter(anomaly -> cell.count(anomaly) > 0)
                                .allMatch(known.anomalies()::contains))
                        .isPresent();
    }

    private static Optional<Fault> fault(PipelineUnderTest module, String name) {
        return Stream.of(TransactionOrder.values())
                .flatMap(order -> Stream.concat(
                        Stream.of(new RecordingControl(order)),
                        new Recording(module, order, cycle(name, order)).faults().stream()))
                .filter(fault -> fault.name().equals(name))
                .findFirst();
    }

    /** What a fault brings about is the same at every step; which request a step is, only a run can tell. */
    private static Cycle cycle(String name, TransactionOrder order) {
        String step = name.replaceFirst("/[^/]*$", "").replaceFirst("^" + order.prefix(), "");
        return new Cycle(
                List.of(
                        step(step, ApiKeys.HEARTBEAT),
                        step(Cycle.PRODUCE, ApiKeys.PRODUCE),
                        step(StepNames.of(ApiKeys.OFFSET_COMMIT), ApiKeys.OFFSET_COMMIT),
                        step(Cycle.END_TXN, ApiKeys.END_TXN)),
                Instances.FIRST_INSTANCE_ID);
    }

    private static CycleStep step(String name, ApiKeys apiKey) {
        return new CycleStep(Phase.CYCLE, name, apiKey, (short) 0, CycleStep.Party.ANY_BROKER);
    }
}
