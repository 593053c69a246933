package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.ContractBroken;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Interference;
import delivery.chaos.history.HistoryLine.ProcessState.State;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The verdict on an audit and the sentence that gives its reason: the first that applies, in the order of
 * {@link Verdict}.
 */
final class Ruling {
    private final Audit audit;
    private final Map<Anomaly, Expectation> expectations;
    private final Verdict verdict;
    private final String reason;

    Ruling(Audit audit, Map<Anomaly, Expectation> expectations) {
        this.audit = audit;
        this.expectations = expectations;
        String interference = interference();
        boolean undisturbed = interference.isEmpty();
        String harnessError = harnessError();
        Map.Entry<Verdict, String> ruling = Stream.of(
                        // What goes wrong after somebody struck says nothing of the harness, nor of the pipeline.
                        Map.entry(Verdict.HARNESS_ERROR, undisturbed ? harnessError : ""),
                        Map.entry(Verdict.FAIL, harnessError.isEmpty() ? Charges.of(audit, expectations) : ""),
                        Map.entry(Verdict.CONTRACT_BROKEN, undisturbed ? contractBroken() : ""),
                        Map.entry(Verdict.INCONCLUSIVE, joined(interference, harnessError, stuck())),
                        Map.entry(Verdict.NOT_EXERCISED, untested()),
                        Map.entry(Verdict.PASS, passed()))
                .filter(one -> !one.getValue().isEmpty())
                .findFirst()
                .orElseThrow();
        verdict = ruling.getKey();
        reason = switch (verdict) {
            // A pipeline that is convicted of being stuck has what it waits for in the charge.
            case FAIL ->
                joined(
                        ruling.getValue(),
                        knownLimit(),
                        interference,
                        audit.drain().idle() ? "" : stuck());
            case HARNESS_ERROR, CONTRACT_BROKEN, INCONCLUSIVE, NOT_EXERCISED, PASS -> ruling.getValue();
        };
    }

    Verdict verdict() {
        return verdict;
    }

    String reason() {
        return reason;
    }

    private String knownLimit() {
        return KnownLimit.of(
                audit.scenario(),
                Arrays.stream(Anomaly.values())
                        .filter(anomaly -> expectations.get(anomaly) == Expectation.FORBIDDEN && count(anomaly) > 0)
                        .collect(Collectors.toSet()));
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
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
        return audit.lastEvents().entrySet().stream()
                .filter(input -> drain.drained()
                        && drain.committedOffsets().getOrDefault(input.getKey(), 0L) <= input.getValue())
                .findFirst()
                .map(input -> "the history says drained, but the committed offset of events-" + input.getKey() + " is "
                        + drain.committedOffsets().get(input.getKey()) + " and its last event stands at "
                        + input.getValue())
                .orElse("");
    }

    private String contractBroken() {
        // Where nothing is broken, a process that ends by itself has crashed.
        Stream<String> crashes = audit.processes().stream()
                .filter(process -> Judge.isControl(audit.scenario())
                        && process.state() == State.EXITED
                        && process.process().startsWith(Judge.PIPELINE))
                .map(process -> process.process() + " ended by itself with exit code " + process.exitCode()
                        + ", though nothing was broken");
        String what = Stream.concat(audit.contractBreaches().stream().map(ContractBroken::what), crashes)
                .collect(Collectors.joining("; "));
        return what.isEmpty() ? "" : joined("the contract of a pipeline is broken: " + what, stuck());
    }

    private String interference() {
        return audit.interferences().isEmpty()
                ? ""
                : "somebody who is not of this run interfered: "
                        + audit.interferences().stream().map(Interference::what).collect(Collectors.joining("; "));
    }

    private String stuck() {
        if (audit.drain() != null && !audit.drain().drained()) {
            return "not drained, it waits on: " + audit.drain().waitsOn();
        }
        if (audit.openEffects() > 0) {
            return "not drained: " + Quantity.of(audit.openEffects(), "effects") + " of transactions that never ended";
        }
        return "";
    }

    private String untested() {
        Scenario scenario = audit.scenario();
        int proven = audit.provenFirings().size();
        if (proven < scenario.firingsRequired()) {
            return "the fault had to strike " + Quantity.of(scenario.firingsRequired(), "times")
                    + " and struck, with proof, "
                    + Quantity.of(proven, "times")
                    + (audit.notFired().isEmpty() ? "" : ": " + audit.notFired());
        }
        if (audit.effects() == 0) {
            return "drained without a single effect, so nothing was put to the test";
        }
        // A strike that was not aimed at events, but at a step of the protocol, may find none, and then says so.
        return scenario.firingsRequired() > 0
                        && isAimedAtEvents()
                        && audit.atRisk().isEmpty()
                ? "the fault struck " + Quantity.of(proven, "times") + ", and no strike put an event at risk"
                : "";
    }

    private boolean isAimedAtEvents() {
        return !audit.schedule().isEmpty();
    }

    private String passed() {
        String strikes = audit.scenario().firingsRequired() == 0
                ? ""
                : ", after " + Quantity.of(audit.provenFirings().size(), "strikes")
                        + (audit.atRisk().isEmpty() ? " that put no event at risk" : "");
        String found = Arrays.stream(Anomaly.values())
                .filter(anomaly -> count(anomaly) > 0 || audit.atRisk().containsKey(anomaly))
                .map(this::foundOfThoseAtRisk)
                .collect(Collectors.joining(", "));
        return "the promise was kept in " + Quantity.of(audit.events(), "events") + " and "
                + Quantity.of(audit.effects(), "effects") + byTopic() + strikes + (found.isEmpty() ? "" : ": " + found);
    }

    /** Where there are several topics, the reader wants to know which has what: dead letters above all. */
    private String byTopic() {
        return audit.effectsByTopic().isEmpty()
                ? ""
                : audit.effectsByTopic().entrySet().stream()
                        .map(topic -> topic.getValue() + " in " + topic.getKey())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private String foundOfThoseAtRisk(Anomaly anomaly) {
        String found = anomaly.isCountedInEvents() && !audit.scenario().isOfTopicsGiven()
                ? Quantity.grouped(count(anomaly)) + " " + anomaly.label() + " of "
                        + Quantity.grouped(audit.atRisk().getOrDefault(anomaly, 0L)) + " at risk"
                : Quantity.of(count(anomaly), anomaly.unit()) + " " + anomaly.label();
        return found + (count(anomaly) > 0 ? " (" + expectations.get(anomaly).label() + ")" : "");
    }
}
