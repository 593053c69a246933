package delivery.chaos.report;

import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import delivery.contract.Guarantee;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A guarantee condensed for people: for every anomaly a few clauses instead of a table of all circumstances. */
public record PromiseColumn(Guarantee guarantee) {

    /** What is expected under these circumstances. */
    public record Clause(Expectation expectation, List<Circumstance> circumstances) {

        /** Whether it says the same of everything that can happen, and something else of when nothing does. */
        public boolean isAnyFault() {
            return EnumSet.copyOf(circumstances).equals(EnumSet.complementOf(EnumSet.of(Circumstance.UNDISTURBED)));
        }
    }

    /** The clauses of an anomaly from lenient to strict, so that the last one can be read as "otherwise". */
    public List<Clause> clauses(Anomaly anomaly) {
        Map<Expectation, List<Circumstance>> byExpectation = new TreeMap<>(Comparator.reverseOrder());
        guarantee
                .expectations()
                .get(anomaly)
                .forEach((circumstance, expectation) -> byExpectation
                        .computeIfAbsent(expectation, none -> new ArrayList<>())
                        .add(circumstance));
        return byExpectation.entrySet().stream()
                .map(entry -> new Clause(entry.getKey(), entry.getValue()))
                .toList();
    }
}
