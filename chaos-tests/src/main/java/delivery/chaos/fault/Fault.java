package delivery.chaos.fault;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One thing done to a network link, a process or a broker, that proves it happened and heals it. */
public interface Fault {
    /** As in reports and {@code -Dchaos.faults}: {@code acks-lost}. */
    String name();

    /** One sentence for people: what is done, and at which moment. */
    String description();

    /** The same in a few words, to be read after "when": {@code the process is killed}. */
    default String when() {
        return name().replace('-', ' ');
    }

    /** What the pipeline goes through when the fault fires. */
    Set<Circumstance> circumstances();

    /** How often it must fire, each time with proof, for a cell to have been put to the test. */
    int firings();

    /** Whether it asks something of a pipeline with this promise; only then it is in the matrix unasked. */
    default boolean concerns(Guarantee guarantee) {
        return true;
    }

    /** Whether its scenarios run on the ragged course, and not on the exact one. */
    default boolean isRagged() {
        return false;
    }

    /**
     * In how many waves the input is written, the first before the pipeline starts and each other one once the fault
     * asks for it; 0: all of it before.
     */
    default int waves() {
        return 0;
    }

    /**
     * Whether it adds a partition to the input topic in the middle of the run. The first of its events are the second
     * of three waves, and pages of its own: none of them is in another partition.
     */
    default boolean addsPartition() {
        return false;
    }

    /** What it needs of brokers so that other pipelines on the same cluster would feel it; nothing if they do not. */
    default Set<BrokerOperation> brokerOperations() {
        return Set.of();
    }

    /** Whether other pipelines on the same cluster would feel it. */
    default boolean breaksBrokers() {
        return !brokerOperations().isEmpty();
    }

    /** Settings of the pipeline's clients that only this fault needs: times that it must not wait long for. */
    default Map<String, String> clientSettings() {
        return Map.of();
    }

    /**
     * When it is to strike: the same for the same seed and the same input.
     *
     * @param random decides, by the scenario's seed alone
     * @param eventsByPartition numbers of events in the input
     * @return as many strikes as {@link #firings()} says, in their order
     */
    List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition);

    /**
     * Sets its first trap, starts the pipeline, strikes, proves and heals, as often as {@link #firings()} says.
     *
     * @param schedule of this fault, by {@link #schedule}
     * @throws NotFiredException if the moment to strike never came, or the proof could not be had
     */
    void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception;

    /**
     * One firing, proven.
     *
     * @param atMs when it struck, on the scenario's clock
     * @param healedAtMs when what it broke was repaired
     * @param partitions output partitions whose effects were in flight; the pipeline has recovered with the next
     *     acknowledgement in any of them
     * @param afterConnection number of the last connection that the fault ended for good: an acknowledgement on that
     *     or an earlier one went to a process that was dead; 0 if it ended none
     * @param eventIds of the events that were in flight when it struck: what it may have lost or duplicated
     * @param atRisk by anomaly, the ids of the events that could have shown it: a subset of those in flight
     * @param what the proof in a sentence
     * @param proof the facts that it rests on, by name
     */
    record Firing(
            long atMs,
            long healedAtMs,
            Set<Integer> partitions,
            int afterConnection,
            Set<String> eventIds,
            Map<Anomaly, Set<String>> atRisk,
            String what,
            Map<String, Object> proof) {

        /** The same without events that an earlier firing of its fault has hit. */
        public Firing without(Set<String> struck) {
            Map<Anomaly, Set<String>> left = new EnumMap<>(Anomaly.class);
            atRisk.forEach((anomaly, ids) -> left.put(anomaly, minus(ids, struck)));
            return new Firing(
                    atMs, healedAtMs, partitions, afterConnection, minus(eventIds, struck), left, what, proof);
        }

        /** This and another strike that came of it, as one. */
        public Firing followedBy(Firing next) {
            Map<Anomaly, Set<String>> both = new EnumMap<>(Anomaly.class);
            Stream.of(atRisk, next.atRisk)
                    .forEach(one -> one.forEach((anomaly, ids) -> both.computeIfAbsent(anomaly, none -> new HashSet<>())
                            .addAll(ids)));
            Set<String> inFlight = new HashSet<>(eventIds);
            inFlight.addAll(next.eventIds);
            Map<String, Object> facts = new LinkedHashMap<>(proof);
            facts.put("then", next.proof);
            return new Firing(
                    atMs,
                    next.healedAtMs,
                    partitions,
                    next.afterConnection,
                    inFlight,
                    both,
                    what + "; then " + next.what,
                    facts);
        }

        private static Set<String> minus(Set<String> ids, Set<String> others) {
            Set<String> left = new HashSet<>(ids);
            left.removeAll(others);
            return left;
        }
    }

    /** The fault did not fire as often as it should have: the cell proves nothing. */
    final class NotFiredException extends Exception {
        private static final long serialVersionUID = 1L;

        public NotFiredException(String why, Exception cause) {
            super(why, cause);
        }

        public NotFiredException(String why) {
            super(why);
        }
    }
}
