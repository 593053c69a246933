package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.chaos.history.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Follows every transaction of the output, in each of its partitions, to the marker that ends it there: finds
 * ABORTED_READ and, through {@link TornTransactions}, TORN.
 *
 * <p>That is the next marker of the same producer id in the same partition whose epoch is not older: since
 * {@code transaction.version} 2 (KIP-890) every EndTxn raises the epoch, so that the marker's is one above that of the
 * records it ends; before that, and for the abort of a fenced producer, it may be equal or higher.
 */
final class Transactions {
    private final Map<Owner, NavigableMap<Integer, OpenPart>> openByEpoch = new HashMap<>();
    private final TornTransactions torn = new TornTransactions();
    private final Finding.Cases abortedReads = new Finding.Cases();
    /** As a rule the next effect belongs to the same transaction. */
    private OpenPart latest;

    private record Owner(int partition, long producerId) {}

    /** Takes note of an effect; those and the markers of a partition come in the order of their offsets. */
    void effect(Effect effect, long readingOrder) {
        if (effect.transactional()) {
            if (effect.producerEpoch() < 0 || effect.producerEpoch() > Short.MAX_VALUE) {
                throw new IllegalArgumentException(Place.ofEffect(effect.partition(), effect.offset())
                        + " belongs to a transaction of epoch " + effect.producerEpoch()
                        + ", which no producer can have");
            }
            if (latest == null || !latest.isOf(effect)) {
                latest = openByEpoch
                        .computeIfAbsent(new Owner(effect.partition(), effect.producerId()), none -> new TreeMap<>())
                        .computeIfAbsent(effect.producerEpoch(), none -> new OpenPart(effect));
            }
            latest.add(effect, readingOrder);
        }
    }

    void marker(Marker marker) {
        latest = null;
        var open = openByEpoch.get(new Owner(marker.partition(), marker.producerId()));
        if (open == null) {
            return;
        }
        var ended = open.headMap(marker.producerEpoch(), true);
        for (OpenPart part : ended.values()) {
            if (!marker.commit()) {
                aborted(part, marker);
            }
            torn.ended(part, marker);
        }
        ended.clear();
    }

    private void aborted(OpenPart part, Marker marker) {
        abortedReads.add(part.given());
        for (OpenPart.Numbered given : part.firstGiven()) {
            if (abortedReads.wants(given.readingOrder())) {
                abortedReads.keep(given.readingOrder(), abortedRead(given.effect(), part, marker));
            }
        }
    }

    private static Example abortedRead(Effect effect, OpenPart part, Marker marker) {
        Place place = Place.ofEffect(effect.partition(), effect.offset());
        Place end = Place.ofEffect(marker.partition(), marker.offset());
        return new Example(
                effect.eventId(),
                effect.page(),
                List.of(place, end),
                place + " of " + effect.eventId()
                        + " was given to a read_committed consumer, though the abort marker at "
                        + end + " ends its transaction (producer id " + part.producerId() + ", epoch " + part.epoch()
                        + ")");
    }

    /** What never ended, by partition and offset. */
    private List<OpenPart> open() {
        return openByEpoch.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .sorted(OpenPart.BY_PLACE)
                .toList();
    }

    /**
     * By output partition with a transaction that never ended, where its first effect stands: nothing from there is
     * given.
     */
    Map<Integer, Long> lastStableOffsets() {
        Map<Integer, Long> lastStableOffsets = new HashMap<>();
        open().forEach(part ->
                lastStableOffsets.merge(part.partition(), part.begin().offset(), Math::min));
        return lastStableOffsets;
    }

    /** Effects of transactions that never ended. */
    long openEffects() {
        return open().stream().mapToLong(OpenPart::effects).sum();
    }

    Finding abortedReads() {
        return abortedReads.build();
    }

    Finding torn() {
        return torn.build(open());
    }

    /** Adds the effects of transactions that never ended. */
    void addStuck(Finding.Cases stuck) {
        for (OpenPart part : open()) {
            stuck.add(part.effects());
            part.firstEffects().forEach(effect -> stuck.keepNext(neverEnded(effect.effect(), part)));
        }
    }

    private Example neverEnded(Effect effect, OpenPart part) {
        Place place = Place.ofEffect(effect.partition(), effect.offset());
        return new Example(
                effect.eventId(),
                effect.page(),
                List.of(place),
                place + " of " + effect.eventId() + " belongs to a transaction that never ended (producer id "
                        + part.producerId() + ", epoch " + part.epoch() + ")"
                        + torn.committedElsewhere(part)
                                .map(committed -> ", though it is committed at " + committed)
                                .orElse(""));
    }
}
