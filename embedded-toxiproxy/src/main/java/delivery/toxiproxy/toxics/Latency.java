package delivery.toxiproxy.toxics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Passes every chunk on so many milliseconds after it arrived, give or take a jitter, in the order of arrival. */
public record Latency(
        @JsonProperty("latency") long latencyMs,
        @JsonProperty("jitter") long jitterMs) implements Toxic {

    @Override
    public int bufferedChunks() {
        return 1024;
    }

    @Override
    public void pipe(Stage stage) throws StageInterruptedException {
        for (Chunk chunk = stage.take(); chunk != null; chunk = stage.take()) {
            long waitNanos = delayNanos() - (System.nanoTime() - chunk.arrivedNanos());
            Chunk held = chunk;
            try {
                stage.pause(waitNanos);
                // The next latency toxic counts from here, as Toxiproxy has it.
                held = chunk.arrivedLater(waitNanos);
            } finally {
                stage.pass(held);
            }
        }
    }

    private long delayNanos() {
        long jitter = jitterMs > 0 ? ThreadLocalRandom.current().nextLong(-jitterMs, jitterMs) : 0;
        return TimeUnit.MILLISECONDS.toNanos(latencyMs + jitter);
    }
}
