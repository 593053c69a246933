package delivery.chaos.audit;

import static delivery.contract.Anomaly.ABORTED_READ;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Anomaly.PHANTOM;
import static delivery.contract.Anomaly.REORDERED;
import static delivery.contract.Anomaly.STUCK;
import static delivery.contract.Anomaly.TORN;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.contract.Anomaly;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Views of a page of its own and what a pipeline made of them, with one thing wrong or none. Scenes share partitions
 * and nothing else, so that what is to be found in several of them is the sum. Offsets are given when they are put
 * together.
 */
final class Scene {
    private static final int EPOCH = 3;

    final Mishap mishap;
    final Map<Integer, List<HistoryLine>> input = new TreeMap<>();
    final Map<Integer, List<HistoryLine>> output = new TreeMap<>();
    final Map<Anomaly, Long> expected = new EnumMap<>(Anomaly.class);
    final Map<Anomaly, Set<String>> guiltyIds = new EnumMap<>(Anomaly.class);
    /** Whether nothing that is still to come can make its counts right. */
    boolean miscountedForGood;

    final String name;
    private final long producerId;
    private final int partition;
    private final int views;
    /** Of which view something is wrong, from 0. */
    private final int which;

    Scene(int number, Mishap mishap, int partition, int views, int which) {
        this.mishap = mishap;
        this.name = "scene-" + number;
        this.producerId = 1_000L + number;
        this.partition = partition;
        this.views = views;
        this.which = which % views;
        for (int view = 0; view < views; view++) {
            input.computeIfAbsent(partition, none -> new ArrayList<>()).add(new Event(id(view), name, partition, 0));
        }
        play();
    }

    private void play() {
        switch (mishap) {
            case INNOCENT -> effects(0, views);
            case ABORTED_AND_DONE_AGAIN -> abortedAndDoneAgain(false);
            case ABORTED_AND_GIVEN -> abortedAndDoneAgain(true);
            case COMMITTED_AND_FENCED -> committedAndFenced();
            case EFFECT_LOST -> lost();
            case COUNT_WRONG -> {
                effects(0, views - 1);
                out(effect(id(views - 1), views + 1L + which, 0, true));
                guilty(MISCOUNTED, null);
                miscountedForGood = true;
            }
            case EFFECT_TWICE -> {
                effects(0, which + 1);
                effects(which, views);
                guilty(DUPLICATED, id(which));
            }
            case EFFECT_TWICE_AT_THE_END -> twiceAtTheEnd();
            case TWO_SWAPPED -> swapped();
            case UNKNOWN_ID, NO_ID, NO_NUMBER -> phantom();
            case TORN_BY_ITS_MARKERS, TORN_BY_ITS_READERS -> torn();
            case NEVER_ENDED -> neverEnded();
        }
    }

    private void lost() {
        effects(0, which);
        effects(which + 1, views);
        guilty(LOST, id(which));
        if (which == views - 1) {
            guilty(MISCOUNTED, null);
        }
    }

    private void twiceAtTheEnd() {
        effects(0, views);
        effects(which, which + 1);
        guilty(DUPLICATED, id(which));
        if (which < views - 1) {
            guilty(MISCOUNTED, null);
        }
    }

    /** The pipeline took the last view before the one that came first, and counted on. */
    private void swapped() {
        if (views == 1) {
            effects(0, 1);
            return;
        }
        guilty(MISCOUNTED, null);
        miscountedForGood = true;
        out(effect(id(views - 1), 1L, 0, true));
        for (int view = 0; view < views - 1; view++) {
            out(effect(id(view), view + 2L, 0, true));
            guilty(REORDERED, id(view));
        }
    }

    private void phantom() {
        effects(0, which);
        switch (mishap) {
            case UNKNOWN_ID -> out(effect(name + "-nobody", which, 0, true));
            case NO_ID -> out(effect(null, which, 0, true));
            default -> {
                out(new Effect(partition, 0, name + "-nobody", name, null, -1, -1, false, true));
            }
        }
        effects(which, views);
        guilty(PHANTOM, null);
    }

    private void abortedAndDoneAgain(boolean given) {
        for (int view = 0; view < views; view++) {
            out(effect(id(view), view + 1L, EPOCH, given));
            if (given) {
                guilty(ABORTED_READ, id(view));
                guilty(DUPLICATED, id(view));
            }
        }
        out(marker(partition, EPOCH + 1, false));
        for (int view = 0; view < views; view++) {
            out(effect(id(view), view + 1L, EPOCH + 1, true));
        }
        out(marker(partition, EPOCH + 2, true));
    }

    /** Without raised epochs: a commit here, then the abort of a fenced transaction elsewhere, both of one epoch. */
    private void committedAndFenced() {
        for (int view = 0; view < views; view++) {
            out(effect(id(view), view + 1L, EPOCH, true));
        }
        out(marker(partition, EPOCH, true));
        other(new Effect(partition + 1, 0, id(which), name, 1L, producerId, EPOCH, true, false));
        other(marker(partition + 1, EPOCH + 1, false));
    }

    /** The first views in one partition, the last in another, in one transaction. */
    private void torn() {
        boolean byMarkers = mishap == Mishap.TORN_BY_ITS_MARKERS;
        for (int view = 0; view < views - 1; view++) {
            out(effect(id(view), view + 1L, EPOCH, true));
        }
        if (views > 1) {
            out(marker(partition, EPOCH + 1, true));
            guilty(TORN, null);
        }
        other(new Effect(partition + 1, 0, id(views - 1), name, (long) views, producerId, EPOCH, true, false));
        other(marker(partition + 1, EPOCH + 1, !byMarkers));
        guilty(LOST, id(views - 1));
        guilty(MISCOUNTED, null);
    }

    private void neverEnded() {
        for (int view = 0; view < views; view++) {
            out(effect(id(view), view + 1L, EPOCH, false));
            guilty(STUCK, id(view));
        }
    }

    private void effects(int from, int to) {
        for (int view = from; view < to; view++) {
            out(effect(id(view), view + 1L, 0, true));
        }
    }

    private Effect effect(String id, long count, int epoch, boolean given) {
        boolean transactional = epoch > 0;
        return new Effect(partition, 0, id, name, count, transactional ? producerId : -1, epoch, transactional, given);
    }

    private Marker marker(int where, int epoch, boolean commit) {
        return new Marker(where, 0, producerId, epoch, commit);
    }

    private void out(HistoryLine line) {
        output.computeIfAbsent(partition, none -> new ArrayList<>()).add(line);
    }

    private void other(HistoryLine line) {
        output.computeIfAbsent(partition + 1, none -> new ArrayList<>()).add(line);
    }

    private void guilty(Anomaly anomaly, String id) {
        expected.merge(anomaly, 1L, Long::sum);
        if (id != null) {
            guiltyIds.computeIfAbsent(anomaly, none -> new TreeSet<>()).add(id);
        }
    }

    /** Of every kind that the auditor knows: numbered, padded, spelled out. */
    private String id(int view) {
        return switch (view % 3) {
            case 0 -> name + "-" + view;
            case 1 -> "%s-%06d".formatted(name, view);
            default -> name + "-" + view + "é";
        };
    }

    @Override
    public String toString() {
        return name + " " + mishap + " in " + partition + ", " + views + " views, the " + which + "th";
    }
}
