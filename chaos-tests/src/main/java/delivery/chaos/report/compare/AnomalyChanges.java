package delivery.chaos.report.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Weighs the anomalies of all cells together: of many tests, some come out by chance. */
final class AnomalyChanges {
    /** How often chance alone may call anything a change, over all tests of a comparison. */
    static final double ERROR_RATE = 0.05;

    private AnomalyChanges() {}

    /**
     * Those that are otherwise than before; Holm's correction of the tests says which of them chance does not explain.
     */
    static List<AnomalyChange> weighed(List<AnomalyChange> all) {
        List<AnomalyChange> tested = all.stream()
                .filter(AnomalyChange::isTested)
                .sorted(Comparator.comparingDouble(AnomalyChange::p))
                .toList();
        Set<AnomalyChange> beyond = new HashSet<>();
        for (int at = 0; at < tested.size() && tested.get(at).p() <= ERROR_RATE / (tested.size() - at); at++) {
            beyond.add(tested.get(at));
        }
        List<AnomalyChange> weighed = new ArrayList<>();
        for (AnomalyChange change : all) {
            if (change.isOtherwise()) {
                weighed.add(beyond.contains(change) ? change.beyondChance() : change);
            }
        }
        return weighed;
    }
}
