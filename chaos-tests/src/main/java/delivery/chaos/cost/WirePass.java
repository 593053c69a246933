package delivery.chaos.cost;

import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.report.cost.WireUse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.TxnOffsetCommitResponse;

/** Counts what crosses a wire tap between two moments. */
final class WirePass implements TapListener {
    private static final double MILLION = 1e6;
    /** A frame's length stands before it. */
    private static final int LENGTH_BYTES = 4;

    private final Map<String, Long> requests = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();

    @Override
    public synchronized void onRequest(TappedRequest request) {
        requests.merge(request.apiKey().name(), 1L, Long::sum);
        bytesOut.add(LENGTH_BYTES + request.bytes());
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        bytesIn.add(LENGTH_BYTES + body.bytes());
        errors(request, body).forEach((error, partitions) -> {
            if (error != Errors.NONE) {
                refuse(request.apiKey().name() + " " + error.name());
            }
        });
    }

    private synchronized void refuse(String what) {
        refused.merge(what, 1L, Long::sum);
    }

    /** By what a pipeline writes; where it is refused, it waits and tries again. */
    private static Map<Errors, Integer> errors(TappedRequest request, ResponseBody body) {
        return switch (request.apiKey()) {
            case PRODUCE -> new ProduceResponse((ProduceResponseData) body.decode()).errorCounts();
            case TXN_OFFSET_COMMIT ->
                new TxnOffsetCommitResponse((TxnOffsetCommitResponseData) body.decode()).errorCounts();
            case END_TXN -> new EndTxnResponse((EndTxnResponseData) body.decode()).errorCounts();
            default -> Map.of();
        };
    }

    /** Forgets what has crossed. */
    synchronized void begin() {
        requests.clear();
        refused.clear();
        bytesOut.reset();
        bytesIn.reset();
    }

    /** What has crossed since it began, by so many events. */
    synchronized WireUse use(int events) {
        return new WireUse(
                events,
                aMillion(requests, events),
                aMillion(refused, events),
                (double) bytesOut.sum() / events,
                (double) bytesIn.sum() / events);
    }

    private static Map<String, Double> aMillion(Map<String, Long> counts, int events) {
        Map<String, Double> aMillion = new TreeMap<>();
        counts.forEach((key, count) -> aMillion.put(key, count * MILLION / events));
        return aMillion;
    }
}
