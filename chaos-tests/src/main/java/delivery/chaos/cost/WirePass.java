package delivery.chaos.cost;

import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.report.cost.WireUse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what crosses a wire tap between two moments. */
final class WirePass implements TapListener {
    private static final double MILLION = 1e6;
    /** A frame's length stands before it. */
    private static final int LENGTH_BYTES = 4;

    private final Map<String, Long> requests = new TreeMap<>();
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
    }

    /** Forgets what has crossed. */
    synchronized void begin() {
        requests.clear();
        bytesOut.reset();
        bytesIn.reset();
    }

    /** What has crossed since it began, by so many events. */
    synchronized WireUse use(int events) {
        Map<String, Double> aMillion = new TreeMap<>();
        requests.forEach((key, count) -> aMillion.put(key, count * MILLION / events));
        return new WireUse(events, aMillion, (double) bytesOut.sum() / events, (double) bytesIn.sum() / events);
    }
}
