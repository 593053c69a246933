package delivery.toxiproxy.toxics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.concurrent.TimeUnit;

/** Drops everything, and closes the connection when nothing came for so many milliseconds; never, if 0. */
public record Timeout(@JsonProperty("timeout") long timeoutMs) implements Toxic {
    @Override
    public boolean closesWhenRemoved() {
        return true;
    }

    @Override
    public void pipe(Stage stage) throws StageInterruptedException {
        Chunk dropped;
        do {
            dropped = timeoutMs > 0 ? stage.take(TimeUnit.MILLISECONDS.toNanos(timeoutMs)) : stage.take();
        } while (dropped != null);
    }
}
