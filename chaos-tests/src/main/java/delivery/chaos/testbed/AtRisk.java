package delivery.chaos.testbed;

import delivery.contract.Anomaly;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * By anomaly, the events that could show it after a strike: measured from the output's log, the committed offsets and
 * the wire while it is still open what becomes of them. What nothing could show is not there.
 */
public final class AtRisk {
    /**
     * What stands where at one moment, by event ids.
     *
     * @param inLog with an effect in the log that no transaction has taken back
     * @param undecided with one of a transaction that is neither committed nor aborted
     * @param committed below the committed offsets
     * @param sent with an effect that was ever sent
     */
    record Standing(Set<String> inLog, Set<String> undecided, Set<String> committed, Set<String> sent) {}

    /** Finds out what stands where now. */
    @FunctionalInterface
    interface Measurement {
        Standing now() throws IOException, InterruptedException, ExecutionException;
    }

    private final Measurement measurement;
    private final Map<Anomaly, Set<String>> events = new EnumMap<>(Anomaly.class);

    AtRisk(Measurement measurement) {
        this.measurement = measurement;
    }

    /**
     * Measures what a pipeline may get wrong that goes on without an answer about the effects of these events: those
     * in the log it may send again, those that are not it may leave out.
     */
    public AtRisk unanswered(Collection<String> eventIds) throws IOException, InterruptedException, ExecutionException {
        Standing standing = measurement.now();
        for (String id : eventIds) {
            note(standing.inLog().contains(id) ? Anomaly.DUPLICATED : Anomaly.LOST, id);
            note(Anomaly.REORDERED, id);
            noteIfUndecided(standing, id);
        }
        return this;
    }

    /**
     * Measures what comes twice of these events when a pipeline goes on without the answer to their commit, which is
     * never carried out: the effects that it has sent, and those that it would send next.
     */
    public AtRisk commitUnanswered(Collection<String> eventIds)
            throws IOException, InterruptedException, ExecutionException {
        Set<String> committed = measurement.now().committed();
        eventIds.stream().filter(id -> !committed.contains(id)).forEach(id -> {
            note(Anomaly.DUPLICATED, id);
            note(Anomaly.REORDERED, id);
        });
        return this;
    }

    /**
     * Measures what may go wrong with these events when whoever was at them has ended, was stopped, or will not get its
     * transaction committed, and they are taken up again from the committed offsets.
     */
    public AtRisk takenUpAgain(Collection<String> eventIds)
            throws IOException, InterruptedException, ExecutionException {
        Standing standing = measurement.now();
        for (String id : eventIds) {
            boolean begun = standing.committed().contains(id) || standing.sent().contains(id);
            if (begun && !standing.inLog().contains(id) || standing.undecided().contains(id)) {
                note(Anomaly.LOST, id);
            }
            noteIfDoneAgain(standing.inLog(), standing.committed(), id);
            noteIfUndecided(standing, id);
        }
        return this;
    }

    /**
     * Notes events that nobody may do, or do again: their acknowledged effects rest on the log of a dead server, or a
     * pipeline that finds their partition late begins after them.
     */
    public AtRisk mayBeLost(Collection<String> eventIds) {
        eventIds.forEach(id -> note(Anomaly.LOST, id));
        return this;
    }

    /**
     * Notes events whose effects are sent again, and stand in the log already if a replica has them of which nobody
     * knows.
     */
    public AtRisk mayComeTwice(Collection<String> eventIds) {
        eventIds.forEach(id -> {
            note(Anomaly.DUPLICATED, id);
            note(Anomaly.REORDERED, id);
        });
        return this;
    }

    /**
     * Measures what comes twice when whoever was at these events goes on, now that another has done them, and what of
     * them nobody has done comes after its successors.
     *
     * @param committed those of which the first knew that they were done
     */
    public AtRisk doneByAnother(Collection<String> eventIds, Set<String> committed)
            throws IOException, InterruptedException, ExecutionException {
        Set<String> inLog = measurement.now().inLog();
        for (String id : eventIds) {
            noteIfDoneAgain(inLog, committed, id);
            if (!inLog.contains(id)) {
                note(Anomaly.REORDERED, id);
            }
        }
        return this;
    }

    private void noteIfDoneAgain(Set<String> inLog, Set<String> committed, String eventId) {
        if (inLog.contains(eventId) && !committed.contains(eventId)) {
            note(Anomaly.DUPLICATED, eventId);
            note(Anomaly.REORDERED, eventId);
        }
    }

    private void noteIfUndecided(Standing standing, String eventId) {
        if (standing.undecided().contains(eventId)) {
            note(Anomaly.ABORTED_READ, eventId);
            note(Anomaly.TORN, eventId);
        }
    }

    private void note(Anomaly anomaly, String eventId) {
        events.computeIfAbsent(anomaly, none -> new HashSet<>()).add(eventId);
        if (anomaly == Anomaly.LOST || anomaly == Anomaly.DUPLICATED) {
            events.computeIfAbsent(Anomaly.MISCOUNTED, none -> new HashSet<>()).add(eventId);
        }
    }

    /** Ids of the events at risk, by anomaly. */
    public Map<Anomaly, Set<String>> events() {
        return events;
    }
}
