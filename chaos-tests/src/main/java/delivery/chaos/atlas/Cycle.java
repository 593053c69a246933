package delivery.chaos.atlas;

import delivery.chaos.atlas.CycleStep.Party;
import delivery.chaos.atlas.StepTrace.Doing;
import delivery.chaos.atlas.StepTrace.Seen;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * The steps that a pipeline takes, from start-up to shut-down, found in what crossed the wire when nothing was broken.
 *
 * @param transactionalId under which it has its transactions; empty if it has none
 */
record Cycle(List<CycleStep> steps, String transactionalId) {
    static final String PRODUCE = StepNames.of(ApiKeys.PRODUCE);
    static final String END_TXN = StepNames.of(ApiKeys.END_TXN);

    /** The first cycle that is taken for steady; in the one before, some things are still done for the first time. */
    private static final int FIRST_STEADY_BATCH = 2;

    private static final Set<ApiKeys> COMMITS =
            Set.of(ApiKeys.OFFSET_COMMIT, ApiKeys.TXN_OFFSET_COMMIT, ApiKeys.END_TXN);

    /**
     * Finds them.
     *
     * @param seen by the wire tap in a run where nothing was broken
     * @param transactionalId that was seen; empty for none
     * @param batches that were written
     * @param coordinator id of the broker that coordinates groups and transactions
     * @param leader id of the broker that leads input and output
     */
    static Cycle of(List<Seen> seen, String transactionalId, int batches, int coordinator, int leader) {
        // A handshake of every connection, whatever it is for.
        List<Seen> done = seen.stream()
                .filter(Seen::isDone)
                .filter(one -> one.apiKey() != ApiKeys.API_VERSIONS)
                // Before any input was asked for, nothing was written that could be read back: a Fetch that brought
                // something was left waiting until there was, and whether it is, is chance.
                .filter(one -> one.apiKey() != ApiKeys.FETCH || one.batch() > 0)
                .toList();
        // A Fetch that waits for the last batch does not count.
        Set<String> beside = names(done, one -> one.doing() == Doing.WAITING && one.batch() < batches);
        Set<String> cycle = names(done, inBatch(FIRST_STEADY_BATCH + 1));
        IntStream.range(FIRST_STEADY_BATCH, batches).forEach(batch -> cycle.retainAll(names(done, inBatch(batch))));
        cycle.removeAll(beside);
        Set<String> closing = names(done, one -> one.doing() == Doing.STOPPING);
        closing.removeAll(beside);
        closing.removeAll(cycle);
        Set<String> startUp = names(done, one -> one.batch() < FIRST_STEADY_BATCH);
        startUp.removeAll(beside);
        startUp.removeAll(cycle);
        startUp.removeAll(closing);
        List<CycleStep> steps = new ArrayList<>();
        startUp.forEach(name -> steps.add(step(Phase.START_UP, name, done, coordinator, leader)));
        cycle.forEach(name -> steps.add(step(Phase.CYCLE, name, done, coordinator, leader)));
        beside.forEach(name -> steps.add(step(Phase.BESIDE, name, done, coordinator, leader)));
        closing.forEach(name -> steps.add(step(Phase.SHUT_DOWN, name, done, coordinator, leader)));
        return new Cycle(steps, transactionalId);
    }

    /** The step that is taken once for every batch by this name. */
    Optional<CycleStep> find(String name) {
        return inCycle().filter(step -> step.name().equals(name)).findFirst();
    }

    /** The first request after the effects that commits, in a transaction or not. */
    Optional<CycleStep> commitAfterEffects() {
        return inCycle()
                .dropWhile(step -> step.apiKey() != ApiKeys.PRODUCE)
                .filter(step -> COMMITS.contains(step.apiKey()))
                .findFirst();
    }

    /** The request that commits offsets, or adds them to a transaction, before the effects are sent. */
    Optional<CycleStep> commitBeforeEffects() {
        return inCycle()
                .takeWhile(step -> step.apiKey() != ApiKeys.PRODUCE)
                .filter(step -> COMMITS.contains(step.apiKey()))
                .findFirst();
    }

    /** The request that carries the offsets, in a transaction or not. */
    Optional<CycleStep> commitOfOffsets() {
        return inCycle()
                .filter(step -> step.apiKey() == ApiKeys.OFFSET_COMMIT || step.apiKey() == ApiKeys.TXN_OFFSET_COMMIT)
                .findFirst();
    }

    /** The later one of the two requests that carry a transaction's effects and its offsets. */
    Optional<CycleStep> lastOfEffectsAndOffsets() {
        return inCycle()
                .filter(step -> step.apiKey() == ApiKeys.PRODUCE || step.apiKey() == ApiKeys.TXN_OFFSET_COMMIT)
                .reduce((first, second) -> second);
    }

    private Stream<CycleStep> inCycle() {
        return steps.stream().filter(step -> step.phase() == Phase.CYCLE);
    }

    private static Predicate<Seen> inBatch(int batch) {
        return one -> one.batch() == batch;
    }

    /** In the order in which they were first seen. */
    private static Set<String> names(List<Seen> seen, Predicate<Seen> which) {
        return seen.stream().filter(which).map(Seen::step).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static CycleStep step(Phase phase, String name, List<Seen> done, int coordinator, int leader) {
        Seen first =
                done.stream().filter(one -> one.step().equals(name)).findFirst().orElseThrow();
        return new CycleStep(phase, name, first.apiKey(), first.version(), party(first, coordinator, leader));
    }

    private static Party party(Seen request, int coordinator, int leader) {
        if (request.isForAnyBroker()) {
            return Party.ANY_BROKER;
        }
        if (request.broker() == coordinator) {
            return Party.COORDINATOR;
        }
        return request.broker() == leader ? Party.LEADER : Party.ANY_BROKER;
    }

    /** The steps in a line: {@code metadata, …; cycle: fetch, produce, offset-commit; …}. */
    @Override
    public String toString() {
        return Stream.of(Phase.values())
                .map(phase -> phase.label() + ": "
                        + steps.stream()
                                .filter(step -> step.phase() == phase)
                                .map(CycleStep::title)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }
}
