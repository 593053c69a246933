package delivery.chaos.atlas;

import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A fault of the matrix, in the struck batch of the atlas; one of the ragged course on that, where its own seed aims
 * it.
 *
 * @param step that is under way when it strikes
 * @param label two or three words for people
 * @param sentence what happens, as after the name of the step
 */
record OfMatrix(CycleStep step, Fault fault, String label, String sentence) implements NamedFault {
    /** Faults of the matrix that hit a module on the ragged course. */
    static List<OfMatrix> ragged(Cycle cycle, Guarantee guarantee) {
        return cycle.find(Cycle.PRODUCE).stream()
                .flatMap(produce -> Faults.MATRIX.stream()
                        .filter(fault -> fault.isRagged() && fault.firings() > 0 && fault.concerns(guarantee))
                        .map(fault -> new OfMatrix(
                                produce,
                                fault,
                                fault.name().replace('-', ' '),
                                "or at a request that commits it, the fault " + fault.name() + " of the matrix strikes "
                                        + fault.firings() + " times")))
                .toList();
    }

    /** {@code commitTransaction} waits for its answer longer than it is prepared to. */
    static OfMatrix endTxnUnanswered(CycleStep endTxn) {
        return new OfMatrix(
                endTxn,
                named("end-txn-unanswered"),
                "EndTxn unanswered",
                "the broker carries the request out, and the answer takes longer than the producer waits "
                        + "(max.block.ms)");
    }

    /** A coordinator compares no offsets (see {@link KnownViolation}). */
    static OfMatrix lateOffsetCommit(CycleStep commit) {
        return new OfMatrix(
                commit,
                named("late-offset-commit"),
                "commit late",
                "the request reaches the coordinator late, when the pipeline has sent it again and later offsets are"
                        + " committed; then the pipeline is killed, and started again");
    }

    private static Fault named(String name) {
        return Faults.CATALOGUE.stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String id() {
        return fault.name();
    }

    @Override
    public Set<Circumstance> circumstances() {
        return fault.circumstances();
    }

    @Override
    public int firings() {
        return fault.firings();
    }

    @Override
    public boolean isRagged() {
        return fault.isRagged();
    }

    @Override
    public Map<String, String> clientSettings() {
        return fault.clientSettings();
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        List<Aim> aims = fault.schedule(random, eventsByPartition);
        return isRagged()
                ? aims
                : aims.stream()
                        .map(aim -> new Aim(aim.step(), 0, Size.BEFORE_STRUCK))
                        .toList();
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        fault.inject(testbed, schedule, fired);
    }
}
