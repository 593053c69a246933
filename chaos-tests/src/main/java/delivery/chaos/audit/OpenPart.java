package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The effects of one transaction in one output partition, from the first of them to the marker that ends them. */
final class OpenPart {
    static final long NONE = -1;
    static final Comparator<OpenPart> BY_PLACE =
            Comparator.comparingInt(OpenPart::partition).thenComparingLong(part -> part.firstOffset);

    /** An effect with its number in reading order. */
    record Numbered(Effect effect, long readingOrder) {}

    private final int partition;
    private final long producerId;
    private final int epoch;
    private final long firstOffset;
    private final List<Numbered> firstEffects = new ArrayList<>();
    private final List<Numbered> firstGiven = new ArrayList<>();
    private long effects;
    private long given;
    private long firstWithheld = NONE;

    /** The part that begins with this effect, which is still to be added. */
    OpenPart(Effect first) {
        partition = first.partition();
        producerId = first.producerId();
        epoch = first.producerEpoch();
        firstOffset = first.offset();
    }

    /** Whether an effect belongs to the same transaction and stands in the same partition. */
    boolean isOf(Effect effect) {
        return partition == effect.partition() && producerId == effect.producerId() && epoch == effect.producerEpoch();
    }

    void add(Effect effect, long readingOrder) {
        effects++;
        if (firstEffects.size() < Finding.EXAMPLES_MAX) {
            firstEffects.add(new Numbered(effect, readingOrder));
        }
        if (effect.readCommitted()) {
            given++;
            if (firstGiven.size() < Finding.EXAMPLES_MAX) {
                firstGiven.add(new Numbered(effect, readingOrder));
            }
        } else if (firstWithheld == NONE) {
            firstWithheld = effect.offset();
        }
    }

    int partition() {
        return partition;
    }

    long producerId() {
        return producerId;
    }

    int epoch() {
        return epoch;
    }

    Place begin() {
        return Place.ofEffect(partition, firstOffset);
    }

    long effects() {
        return effects;
    }

    /** How many of them a read_committed consumer was given. */
    long given() {
        return given;
    }

    /** Offset of the first that a read_committed consumer was not given, or {@link #NONE}. */
    long firstWithheld() {
        return firstWithheld;
    }

    List<Numbered> firstEffects() {
        return firstEffects;
    }

    List<Numbered> firstGiven() {
        return firstGiven;
    }
}
