package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Scenario;
import delivery.contract.Anomaly;
import java.util.List;
import java.util.Set;

/**
 * Where Kafka's own documentation lets more be lost than what was in flight when a fault struck, and how much is a race
 * that no fault decides. Anything else that is found outside of what was in flight convicts, whatever the promise
 * leaves open.
 *
 * @param module whose settings let it happen
 * @param strikes what the names of the faults end with: {@code broker-killed}, {@code fetch/broker-killed}, …
 * @param anomalies that may be found outside of what was in flight
 * @param why it can happen, and where Kafka says so
 */
record KnownRace(String module, Set<String> strikes, Set<Anomaly> anomalies, String why) {
    private static final String RAGGED = "-ragged";

    /** All that are known. */
    static final List<KnownRace> ALL = List.of(new KnownRace(
            "at-most-once",
            Set.of(
                    "broker-killed",
                    "broker-emptied",
                    "leader-alone-killed",
                    "coordinator-killed",
                    "controller-killed",
                    "leader-paused",
                    "rolling-restart",
                    "rolling-restart-hasty",
                    "alone-min-isr-1",
                    "alone-min-isr-1-unclean",
                    "alone-min-isr-1-emptied"),
            Set.of(Anomaly.LOST, Anomaly.MISCOUNTED),
            "With acks=1 the leader answers before its followers have the records; what none of them "
                    + "had fetched when it"
                    + " died, or stood still until another led, is gone with it (Kafka's documentation "
                    + "of the producer's"
                    + " acks). And until the producer knows the new leader, the old one refuses what it is sent"
                    + " (NOT_LEADER_OR_FOLLOWER), which with retries=0 is not sent again (of the "
                    + "producer's retries)."));

    static boolean explains(Scenario scenario, Anomaly anomaly) {
        String fault = scenario.fault().endsWith(RAGGED)
                ? scenario.fault().substring(0, scenario.fault().length() - RAGGED.length())
                : scenario.fault();
        String strike = fault.substring(fault.lastIndexOf('/') + 1);
        return ALL.stream()
                .anyMatch(race -> race.module().equals(scenario.module())
                        && race.strikes().contains(strike)
                        && race.anomalies().contains(anomaly));
    }
}
