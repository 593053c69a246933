package delivery.chaos.scenario;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/** For how long something that is looked at again and again has stayed as it was. */
final class Stillness {
    private final LongSupplier nanos;
    private Object last;
    private long sinceNanos;

    Stillness() {
        this(System::nanoTime);
    }

    Stillness(LongSupplier nanos) {
        this.nanos = nanos;
        this.sinceNanos = nanos.getAsLong();
    }

    /** Takes what is seen now; for how long it has been the same, zero if it is new. */
    Duration of(Object seen) {
        if (!Objects.equals(seen, last)) {
            last = seen;
            sinceNanos = nanos.getAsLong();
        }
        return Duration.ofNanos(nanos.getAsLong() - sinceNanos);
    }
}
