package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Marker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Finds ABORTED_READ: follows every transaction of the output to the marker that ends it.
 *
 * <p>That is the next marker of the same producer id in the same partition whose epoch is not older: since
 * {@code transaction.version} 2 (KIP-890) every EndTxn raises the epoch, so that the marker's is one above that of the
 * records it ends; before that, and for the abort of a fenced producer, it may be equal or higher.
 */
final class Transactions {
    private final Map<Owner, NavigableMap<Integer, List<Pending>>> openByEpoch = new HashMap<>();
    private final Finding.Builder finding = new Finding.Builder();

    private record Owner(int partition, long producerId) {}

    private record Pending(Effect effect, long readingOrder) {}

    /** Takes note of an effect; those and the markers of a partition come in the order of their offsets. */
    void effect(Effect effect, long readingOrder) {
        if (effect.transactional()) {
            openByEpoch
                    .computeIfAbsent(new Owner(effect.partition(), effect.producerId()), none -> new TreeMap<>())
                    .computeIfAbsent(effect.producerEpoch(), none -> new ArrayList<>())
                    .add(new Pending(effect, readingOrder));
        }
    }

    void marker(Marker marker) {
        var open = openByEpoch.get(new Owner(marker.partition(), marker.producerId()));
        if (open == null) {
            return;
        }
        var ended = open.headMap(marker.producerEpoch(), true);
        if (!marker.commit()) {
            ended.values().forEach(effects -> aborted(effects, marker));
        }
        ended.clear();
    }

    private void aborted(List<Pending> effects, Marker marker) {
        for (Pending pending : effects) {
            if (pending.effect().readCommitted()) {
                finding.count();
                if (finding.wants(pending.readingOrder())) {
                    finding.keep(pending.readingOrder(), example(pending.effect(), marker));
                }
            }
        }
    }

    private static Example example(Effect effect, Marker marker) {
        Place place = Place.ofEffect(effect.partition(), effect.offset());
        Place end = Place.ofEffect(marker.partition(), marker.offset());
        return new Example(
                effect.eventId(),
                effect.page(),
                List.of(place, end),
                place + " of " + effect.eventId()
                        + " was given to a read_committed consumer, though the abort marker at "
                        + end + " ends its transaction (producer id " + effect.producerId() + ", epoch "
                        + effect.producerEpoch() + ")");
    }

    /** Effects of transactions that never ended. */
    long openEffects() {
        return openByEpoch.values().stream()
                .flatMap(open -> open.values().stream())
                .mapToLong(List::size)
                .sum();
    }

    Finding abortedReads() {
        return finding.build();
    }
}
