package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.ContractBroken;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.End;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Interference;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.chaos.history.HistoryLine.Schedule.Aim;
import delivery.chaos.history.HistoryLine.Wire;
import delivery.contract.Anomaly;
import java.util.List;
import java.util.Map;

/**
 * Everything a history says, found but not judged.
 *
 * @param events acknowledged input records
 * @param effects output records that count at the guarantee's isolation level
 * @param uncommittedEffects output records that only a read_uncommitted consumer is given: what aborts cost
 * @param openEffects output records of transactions that never ended
 * @param strayEffects of the effects, those in another partition of the output than their event's of the input: no
 *     anomaly
 * @param effectsByTopic of the effects, how many stand in each output topic, in their order; empty where there is one
 * @param findings for every anomaly; empty if the history could not be read to its end or the harness failed
 * @param schedule when the fault was to strike; empty if the history does not say
 * @param attributions of LOST and DUPLICATED to the proven firings
 * @param outside what no proven firing accounts for: events LOST or DUPLICATED that none had in flight, and pages
 *     MISCOUNTED without an event that was in flight, lost, duplicated or reordered
 * @param atRisk by anomaly, how many events could have shown it at any proven firing: those that the history names, and
 *     of which the log does not say otherwise; an anomaly that none could have shown is left out
 * @param inputEnds for every input partition that is not empty, the offset after its last event or gap
 * @param lastEvents for every input partition with events, the offset of the last of them
 * @param outputEnds for every output partition that is not empty, the offset after its last record
 * @param contractBreaches what the pipeline did that no pipeline may
 * @param interferences what somebody else did to processes of the run
 * @param notFired why the fault did not fire as often as it should have; empty if it did
 * @param clientSoftware what the pipeline's clients said that they are (ApiVersions): {@code librdkafka 2.16.0}
 * @param drain null if the history has none
 * @param end null if the history could not be read to its end
 */
public record Audit(
        Scenario scenario,
        long events,
        long effects,
        long uncommittedEffects,
        long openEffects,
        long strayEffects,
        Map<String, Long> effectsByTopic,
        Map<Anomaly, Finding> findings,
        Map<Anomaly, Attribution> attributions,
        Map<Anomaly, Finding> outside,
        Map<Anomaly, Long> atRisk,
        Map<Integer, Long> inputEnds,
        Map<Integer, Long> lastEvents,
        Map<Integer, Long> outputEnds,
        List<Aim> schedule,
        List<Firing> firings,
        List<ContractBroken> contractBreaches,
        List<Interference> interferences,
        String notFired,
        List<ProcessState> processes,
        List<Wire> wire,
        List<String> clientSoftware,
        Drain drain,
        End end) {

    /** The audit of a history of which no more is known than what was to be run. */
    static Audit unread(Scenario scenario) {
        return new Audit(
                scenario, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
                List.of(), List.of(), List.of(), List.of(), "", List.of(), List.of(), List.of(), null, null);
    }

    /** The same without any finding. */
    Audit withoutFindings() {
        return new Audit(
                scenario,
                events,
                effects,
                uncommittedEffects,
                openEffects,
                strayEffects,
                effectsByTopic,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                inputEnds,
                lastEvents,
                outputEnds,
                schedule,
                firings,
                contractBreaches,
                interferences,
                notFired,
                processes,
                wire,
                clientSoftware,
                drain,
                end);
    }

    /**
     * The firings that come with their proof. One that names no fact proves nothing, and neither does one that was
     * aimed at events and found none in flight.
     */
    public List<Firing> provenFirings() {
        return proven(firings, schedule);
    }

    static List<Firing> proven(List<Firing> firings, List<Aim> schedule) {
        return firings.stream()
                .filter(firing -> !firing.what().isBlank()
                        && !firing.proof().isEmpty()
                        && (schedule.isEmpty() || !firing.inFlight().isEmpty()))
                .toList();
    }
}
