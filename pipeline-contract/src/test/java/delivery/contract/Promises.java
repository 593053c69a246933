package delivery.contract;

import java.util.Arrays;
import java.util.List;

/** A guarantee in the form of a list. */
public final class Promises {
    private Promises() {}

    /** Every anomaly with the circumstance under which this is expected of it: {@code LOST REBALANCED}, … */
    public static List<String> of(Guarantee guarantee, Expectation expectation) {
        return Arrays.stream(Anomaly.values())
                .flatMap(anomaly -> Arrays.stream(Circumstance.values())
                        .filter(circumstance -> guarantee.expectation(anomaly, List.of(circumstance)) == expectation)
                        .map(circumstance -> anomaly + " " + circumstance))
                .toList();
    }
}
