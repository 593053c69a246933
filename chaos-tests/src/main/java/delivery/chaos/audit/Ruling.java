package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The verdict on an audit and the sentence that gives its reason: the first that applies, in the order of {@link Verdict}. */
final class Ruling {
    private final Audit audit;
    private final Map<Anomaly, Expectation> planned;
    private final Map<Anomaly, Expectation> expectations;
    private final Verdict verdict;
    private final String reason;

    Ruling(Audit audit, Map<Anomaly, Expectation> planned, Map<Anomaly, Expectation> expectations) {
        this.audit = audit;
        this.planned = planned;
        this.expectations = expectations;
        String harnessError = harnessError();
        String stuck = stuck();
        String guilty = guilty();
        String untested = untested();
        if (!harnessError.isEmpty()) {
            verdict = Verdict.HARNESS_ERROR;
            reason = harnessError;
        } else if (!stuck.isEmpty()) {
            verdict = Verdict.INCONCLUSIVE;
            reason = guilty.isEmpty() ? stuck : stuck + "; so far, " + guilty;
        } else if (!guilty.isEmpty()) {
            verdict = Verdict.FAIL;
            reason = guilty;
        } else if (!untested.isEmpty()) {
            verdict = Verdict.NOT_EXERCISED;
            reason = untested;
        } else {
            verdict = Verdict.PASS;
            reason = passed();
        }
    }

    Verdict verdict() {
        return verdict;
    }

    String reason() {
        return reason;
    }

    /** What the suite expects to see and did not. */
    List<Anomaly> notShown() {
        return Arrays.stream(Anomaly.values())
                .filter(anomaly -> expectations.get(anomaly) == Expectation.INTERESTING && count(anomaly) == 0)
                .toList();
    }

    private long count(Anomaly anomaly) {
        return audit.findings().get(anomaly).count();
    }

    private String harnessError() {
        if (!audit.end().harnessErrors().isEmpty()) {
            return "the harness failed: " + String.join("; ", audit.end().harnessErrors());
        }
        if (audit.events() == 0) {
            return "no event was sent, so there is nothing to judge by";
        }
        return audit.drain() == null ? "the history does not say whether the pipeline drained" : falselyDrained();
    }

    /** Drained is a claim about offsets; here it is held against the events. */
    private String falselyDrained() {
        Drain drain = audit.drain();
        return audit.inputEnds().entrySet().stream()
                .filter(input ->
                        drain.drained() && drain.committedOffsets().getOrDefault(input.getKey(), 0L) < input.getValue())
                .findFirst()
                .map(input -> "the history says drained, but the committed offset of events-" + input.getKey() + " is "
                        + drain.committedOffsets().get(input.getKey()) + " and its last event stands at "
                        + (input.getValue() - 1))
                .orElse("");
    }

    private String stuck() {
        if (audit.drain() != null && !audit.drain().drained()) {
            return "not drained at the deadline, it waits on: " + audit.drain().waitsOn();
        }
        if (audit.openEffects() > 0) {
            return "not drained: " + counted(audit.openEffects(), "effects") + " of transactions that never ended";
        }
        return "";
    }

    private String guilty() {
        List<Anomaly> forbidden = Arrays.stream(Anomaly.values())
                .filter(anomaly -> expectations.get(anomaly) == Expectation.FORBIDDEN && count(anomaly) > 0)
                // What is stuck makes the cell inconclusive, and says so itself.
                .filter(anomaly -> anomaly != Anomaly.STUCK)
                .toList();
        if (forbidden.isEmpty()) {
            return "";
        }
        String others = forbidden.stream()
                .skip(1)
                .map(anomaly -> "; " + anomaly + " too, in " + counted(count(anomaly), anomaly.unit()))
                .collect(Collectors.joining());
        Anomaly first = forbidden.get(0);
        return first + " is forbidden and was found in " + counted(count(first), first.unit()) + ", first: "
                + audit.findings().get(first).examples().get(0).sentence() + others;
    }

    private String untested() {
        Scenario scenario = audit.scenario();
        int proven = audit.provenFirings().size();
        if (proven < scenario.firingsRequired()) {
            return "the fault had to fire " + counted(scenario.firingsRequired(), "times") + " and fired, with proof, "
                    + counted(proven, "times")
                    + (audit.notFired().isEmpty() ? "" : ": " + audit.notFired());
        }
        return audit.effects() == 0 ? "drained without a single effect, so nothing was put to the test" : "";
    }

    private String passed() {
        String found = Arrays.stream(Anomaly.values())
                .filter(anomaly -> count(anomaly) > 0)
                .map(anomaly -> ", " + anomaly.label() + " in " + counted(count(anomaly), anomaly.unit()) + " ("
                        + allowance(anomaly) + ")")
                .collect(Collectors.joining());
        return "nothing forbidden in " + counted(audit.events(), "events") + " and "
                + counted(audit.effects(), "effects")
                + (audit.scenario().firingsRequired() == 0
                        ? ""
                        : ", with the fault fired "
                                + counted(audit.provenFirings().size(), "times"))
                + found;
    }

    private String allowance(Anomaly anomaly) {
        return planned.get(anomaly) == Expectation.FORBIDDEN
                ? "ACCEPTABLE only because " + audit.drain().observed() + " was observed beside the fault"
                : expectations.get(anomaly).toString();
    }

    /** {@code 1 event}, {@code 2 events}. */
    private static String counted(long count, String unit) {
        return count + " " + (count == 1 ? unit.substring(0, unit.length() - 1) : unit);
    }
}
