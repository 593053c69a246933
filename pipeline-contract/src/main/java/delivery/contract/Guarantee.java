package delivery.contract;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A pipeline's promise as data: for every anomaly under every circumstance, what to expect of it.
 *
 * @param name the pipeline's name, as in reports: {@code at-least-once}
 * @param promise the promise in one sentence, for people
 * @param isolationLevel at which the pipeline's effects are to be read ({@code isolation.level} of a consumer)
 * @param coverage which events the effects speak of
 * @param expectations for every anomaly, for every circumstance, the expectation; complete
 */
public record Guarantee(
        String name,
        String promise,
        String isolationLevel,
        Coverage coverage,
        Map<Anomaly, Map<Circumstance, Expectation>> expectations) {

    public static final String READ_COMMITTED = "read_committed";
    public static final String READ_UNCOMMITTED = "read_uncommitted";

    /**
     * Builds a guarantee from a function that decides every pair; written as an exhaustive {@code switch} over
     * {@link Anomaly}, it stops compiling when an anomaly is added that nobody has decided.
     */
    public static Guarantee of(
            String name,
            String promise,
            String isolationLevel,
            BiFunction<Anomaly, Circumstance, Expectation> decision) {
        Map<Anomaly, Map<Circumstance, Expectation>> expectations = new EnumMap<>(Anomaly.class);
        for (Anomaly anomaly : Anomaly.values()) {
            Map<Circumstance, Expectation> row = new EnumMap<>(Circumstance.class);
            for (Circumstance circumstance : Circumstance.values()) {
                row.put(circumstance, decision.apply(anomaly, circumstance));
            }
            expectations.put(anomaly, row);
        }
        return new Guarantee(name, promise, isolationLevel, Coverage.EVERY_EVENT, expectations);
    }

    /** The same promise of the last count of each page only. */
    public Guarantee ofTheLastCountOfEveryPage() {
        return new Guarantee(name, promise, isolationLevel, Coverage.LAST_OF_PAGE, expectations);
    }

    public Guarantee {
        Objects.requireNonNull(coverage, "coverage of a guarantee");
        for (Anomaly anomaly : Anomaly.values()) {
            Map<Circumstance, Expectation> row = expectations.get(anomaly);
            if (row == null || !row.keySet().containsAll(Arrays.asList(Circumstance.values()))) {
                throw new IllegalArgumentException("guarantee " + name + " does not decide " + anomaly);
            }
        }
    }

    /** Whether an anomaly is FORBIDDEN under a circumstance. */
    public boolean forbids(Anomaly anomaly, Circumstance circumstance) {
        return expectations.get(anomaly).get(circumstance) == Expectation.FORBIDDEN;
    }

    /** Whether it allows nothing, under any circumstance, that the other does not allow or expect as well. */
    public boolean isAtLeastAsStrictAs(Guarantee other) {
        return Arrays.stream(Anomaly.values())
                .allMatch(anomaly -> Arrays.stream(Circumstance.values())
                        .allMatch(circumstance -> expectations
                                        .get(anomaly)
                                        .get(circumstance)
                                        .compareTo(
                                                other.expectations.get(anomaly).get(circumstance))
                                <= 0));
    }

    /**
     * What sets it apart from another under these circumstances: the anomalies that it forbids and that the other is
     * expected to show. Only those that are counted in events: of these alone a strike can be told to have done them.
     */
    public Set<Anomaly> setApartFrom(Guarantee weaker, Collection<Circumstance> circumstances) {
        Set<Anomaly> anomalies = EnumSet.noneOf(Anomaly.class);
        for (Anomaly anomaly : Anomaly.values()) {
            if (anomaly.isCountedInEvents()
                    && expectation(anomaly, circumstances) == Expectation.FORBIDDEN
                    && weaker.expectation(anomaly, circumstances) == Expectation.INTERESTING) {
                anomalies.add(anomaly);
            }
        }
        return anomalies;
    }

    /** Whether its effects come in transactions: they are to be read with read_committed. */
    public boolean readsCommitted() {
        return isolationLevel.equals(READ_COMMITTED);
    }

    /**
     * What to expect of an anomaly when all the given circumstances came together: the most lenient of their
     * expectations.
     *
     * @throws IllegalArgumentException if no circumstance is given; say {@link Circumstance#UNDISTURBED}
     */
    public Expectation expectation(Anomaly anomaly, Collection<Circumstance> circumstances) {
        return circumstances.stream()
                .map(expectations.get(anomaly)::get)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException("no circumstance given"));
    }
}
