package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Drain;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What convicts a pipeline, each in half a sentence: only what more time could not have put right. */
final class Charges {
    private final Audit audit;
    private final Map<Anomaly, Expectation> expectations;

    private Charges(Audit audit, Map<Anomaly, Expectation> expectations) {
        this.audit = audit;
        this.expectations = expectations;
    }

    /** All that convict, joined; empty if none does. */
    static String of(Audit audit, Map<Anomaly, Expectation> expectations) {
        Charges charges = new Charges(audit, expectations);
        return Stream.of(
                        Stream.of(charges.forbidden()),
                        charges.outside(),
                        charges.acknowledgedAndGone(),
                        charges.committedBeyondTheEnd(),
                        Stream.of(charges.stuck()))
                .flatMap(all -> all)
                .filter(charge -> !charge.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private long count(Anomaly anomaly) {
        return audit.findings().get(anomaly).count();
    }

    private String forbidden() {
        List<Anomaly> forbidden = Arrays.stream(Anomaly.values())
                .filter(anomaly -> expectations.get(anomaly) == Expectation.FORBIDDEN && count(anomaly) > 0)
                // What is stuck has a rule of its own.
                .filter(anomaly -> anomaly != Anomaly.STUCK)
                .toList();
        if (forbidden.isEmpty()) {
            return "";
        }
        String others = forbidden.stream()
                .skip(1)
                .map(anomaly -> "; " + found(anomaly, count(anomaly)) + ", too")
                .collect(Collectors.joining());
        Anomaly first = forbidden.get(0);
        return found(first, count(first)) + ", which is forbidden; the first: "
                + sentence(audit.findings().get(first)) + others;
    }

    /** {@code 250 events were lost}, {@code 1 effect was of no event (phantom)}. */
    private static String found(Anomaly anomaly, long count) {
        String what = switch (anomaly) {
            case PHANTOM -> "of no event (phantom)";
            case ABORTED_READ -> "read out of an aborted transaction";
            case LOST, DUPLICATED, MISCOUNTED, REORDERED, TORN, STUCK -> anomaly.label();
        };
        return Quantity.of(count, anomaly.unit()) + (count == 1 ? " was " : " were ") + what;
    }

    /**
     * Where all firings are proven and nobody interfered, only what was in flight can be the fault's doing. What befell
     * topics that are given nobody has recorded.
     */
    private Stream<String> outside() {
        boolean isAccountedFor = !audit.scenario().isOfTopicsGiven()
                && audit.notFired().isEmpty()
                && audit.interferences().isEmpty()
                && audit.provenFirings().size() == audit.firings().size();
        return isAccountedFor ? audit.outside().keySet().stream().sorted().map(this::outside) : Stream.of();
    }

    private String outside(Anomaly anomaly) {
        Finding outside = audit.outside().get(anomaly);
        boolean isExcused =
                expectations.get(anomaly) == Expectation.FORBIDDEN || KnownRace.explains(audit.scenario(), anomaly);
        if (outside.count() == 0 || isExcused) {
            return "";
        }
        return found(anomaly, outside.count())
                + (anomaly == Anomaly.MISCOUNTED
                        ? " of which no event was in flight, lost, duplicated or reordered"
                        : " that no strike had in flight")
                + "; the first: " + sentence(outside);
    }

    private static String sentence(Finding finding) {
        return finding.examples().get(0).sentence();
    }

    private Stream<String> acknowledgedAndGone() {
        if (audit.drain() == null || expectations.get(Anomaly.LOST) != Expectation.FORBIDDEN) {
            return Stream.of();
        }
        return audit.drain().unreadableEnds().entrySet().stream()
                .filter(end -> end.getValue() > audit.outputEnds().getOrDefault(end.getKey(), 0L))
                .map(end -> "effects that were acknowledged are nowhere, a loss, which is forbidden: effects-"
                        + end.getKey() + " was acknowledged up to offset " + (end.getValue() - 1)
                        + " and ends before offset "
                        + audit.outputEnds().getOrDefault(end.getKey(), 0L));
    }

    private Stream<String> committedBeyondTheEnd() {
        if (audit.drain() == null) {
            return Stream.of();
        }
        return audit.drain().committedOffsets().entrySet().stream()
                .filter(committed -> committed.getValue() > end(committed.getKey()))
                .map(committed -> "the committed offset of events-" + committed.getKey() + " is " + committed.getValue()
                        + ", beyond the end of the input, which is " + end(committed.getKey())
                        + ": what is written there next will be passed over");
    }

    private long end(int partition) {
        Long known = audit.drain().inputEndOffsets().get(partition);
        return Math.max(Objects.requireNonNullElse(known, 0L), audit.inputEnds().getOrDefault(partition, 0L));
    }

    /** A pipeline that stands idle before what it has not done will never do it. */
    private String stuck() {
        Drain drain = audit.drain();
        boolean isForGood =
                drain != null && drain.idle() && audit.interferences().isEmpty();
        if (!isForGood || expectations.get(Anomaly.STUCK) != Expectation.FORBIDDEN || count(Anomaly.STUCK) == 0) {
            return "";
        }
        return "the pipeline stands idle with " + Quantity.of(count(Anomaly.STUCK), "records")
                + " undone, which is forbidden: "
                + (isOneShortEverywhere()
                        ? "committed offsets stay one short of the end in every partition"
                        : drain.waitsOn());
    }

    private boolean isOneShortEverywhere() {
        return !audit.inputEnds().isEmpty()
                && audit.inputEnds().keySet().stream()
                        .allMatch(partition ->
                                audit.drain().committedOffsets().getOrDefault(partition, 0L) == end(partition) - 1);
    }
}
