package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Marker;
import delivery.chaos.history.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds TORN: a committed transaction of which only some effects are readable, because it is committed in one partition
 * and aborted in another, or because a read_committed consumer was given only some of its effects.
 *
 * <p>Parts in different partitions are known to be of one transaction if they have producer id and epoch in common and
 * a commit marker of a higher epoch ends one of them: such a commit (KIP-890) is the only one of its epoch. Where
 * commits leave the epoch as it is, one epoch has many transactions, and nothing in the log tells which parts belong
 * together: each is then held against itself only.
 *
 * <p>What stands after the first effect of a transaction that never ended is not readable yet, and not torn for that;
 * nor is a transaction that is committed in one partition and has no end in another yet: its marker may be on the way.
 */
final class TornTransactions {
    private static final byte COMMITTED = 1;
    private static final byte ABORTED = 2;
    /** A read_committed consumer was given an effect of it. */
    private static final byte GIVEN = 4;

    private final Map<Long, Epochs> byProducerId = new HashMap<>();
    private final List<Withheld> withheld = new ArrayList<>();
    private final Finding.Cases disagreements = new Finding.Cases();

    /** What is known of a producer's transactions by epoch, in columns: there may be one for every effect. */
    private static final class Epochs {
        private byte[] known = new byte[8];
        private int[] endPartition = new int[8];
        private long[] endOffset = new long[8];

        private void ensure(int epoch) {
            if (epoch >= known.length) {
                int length = Math.max(epoch + 1, 2 * known.length);
                known = Arrays.copyOf(known, length);
                endPartition = Arrays.copyOf(endPartition, length);
                endOffset = Arrays.copyOf(endOffset, length);
            }
        }

        private boolean is(int epoch, int what) {
            return epoch < known.length && (known[epoch] & what) == what;
        }

        /** The end that was seen first. */
        private Place end(int epoch) {
            return Place.ofEffect(endPartition[epoch], endOffset[epoch]);
        }
    }

    private record Transaction(long producerId, int epoch) {}

    /**
     * A part, committed by its marker, with effects that a read_committed consumer was not given.
     *
     * @param raised whether the commit raised the epoch, so that the part can be held against others
     */
    private record Withheld(Transaction transaction, Place first, boolean othersGiven, Place end, boolean raised) {}

    /** Takes note of the marker that ends a part of a transaction. */
    void ended(OpenPart part, Marker marker) {
        boolean raised = marker.producerEpoch() > part.epoch();
        Place end = Place.ofEffect(marker.partition(), marker.offset());
        if (marker.commit() && part.firstWithheld() != OpenPart.NONE) {
            withheld.add(new Withheld(
                    new Transaction(part.producerId(), part.epoch()),
                    Place.ofEffect(part.partition(), part.firstWithheld()),
                    part.given() > 0,
                    end,
                    raised));
        }
        Epochs epochs = byProducerId.computeIfAbsent(part.producerId(), none -> new Epochs());
        epochs.ensure(part.epoch());
        if (!marker.commit()) {
            note(epochs, part, ABORTED, COMMITTED, end);
        } else if (raised) {
            note(epochs, part, COMMITTED, ABORTED, end);
            epochs.known[part.epoch()] |= part.given() > 0 ? GIVEN : 0;
        }
    }

    private void note(Epochs epochs, OpenPart part, byte how, byte otherwise, Place end) {
        int epoch = part.epoch();
        byte before = epochs.known[epoch];
        epochs.known[epoch] |= how;
        if ((before & (COMMITTED | ABORTED)) == 0) {
            epochs.endPartition[epoch] = end.partition();
            epochs.endOffset[epoch] = end.offset();
        } else if ((before & (COMMITTED | ABORTED)) == otherwise) {
            Place other = epochs.end(epoch);
            Place committed = how == COMMITTED ? end : other;
            Place aborted = how == COMMITTED ? other : end;
            disagreements.count();
            disagreements.keepNext(example(
                    new Transaction(part.producerId(), epoch),
                    List.of(committed, aborted),
                    "is committed at " + committed + " and aborted at " + aborted));
        }
    }

    /**
     * All that are torn.
     *
     * @param open the parts that never ended
     */
    Finding build(List<OpenPart> open) {
        Finding.Cases finding = disagreements.copy();
        Map<Integer, Long> lastStableOffsets = new HashMap<>();
        Set<Transaction> found = new HashSet<>();
        for (OpenPart part : open) {
            lastStableOffsets.merge(part.partition(), part.begin().offset(), Math::min);
        }
        for (Withheld part : withheld) {
            Place first = part.first();
            boolean readable = first.offset() < lastStableOffsets.getOrDefault(first.partition(), Long.MAX_VALUE);
            if (readable && isGivenInPart(part) && (!part.raised() || found.add(part.transaction()))) {
                finding.count();
                finding.keepNext(withheldFromReaders(part));
            }
        }
        return finding.build();
    }

    /** Whether it is committed somewhere and aborted nowhere. */
    private boolean isCommittedOnly(Transaction transaction) {
        Epochs epochs = byProducerId.get(transaction.producerId());
        return epochs != null && epochs.is(transaction.epoch(), COMMITTED) && !epochs.is(transaction.epoch(), ABORTED);
    }

    private boolean isGivenInPart(Withheld part) {
        Transaction transaction = part.transaction();
        return part.raised()
                ? isCommittedOnly(transaction)
                        && byProducerId.get(transaction.producerId()).is(transaction.epoch(), GIVEN)
                : part.othersGiven();
    }

    /** Where a transaction is committed of which this part never ended. */
    Optional<Place> committedElsewhere(OpenPart part) {
        Transaction transaction = new Transaction(part.producerId(), part.epoch());
        return isCommittedOnly(transaction)
                ? Optional.of(byProducerId.get(part.producerId()).end(part.epoch()))
                : Optional.empty();
    }

    private static Example withheldFromReaders(Withheld part) {
        return example(
                part.transaction(),
                List.of(part.first(), part.end()),
                "is committed at " + part.end() + ", but a read_committed consumer was given only some of its effects,"
                        + " not " + part.first());
    }

    private static Example example(Transaction transaction, List<Place> places, String isTorn) {
        return new Example(
                null,
                null,
                places,
                "the transaction of producer id " + transaction.producerId() + ", epoch " + transaction.epoch() + " "
                        + isTorn);
    }
}
