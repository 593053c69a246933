package delivery.toxiproxy.toxics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.concurrent.TimeUnit;

/**
 * Closes the connection so many milliseconds after its first chunk, which is dropped, or its end. Connections that are
 * established while such a toxic exists are closed by a RST, always and on both sides.
 */
public record ResetPeer(@JsonProperty("timeout") long timeoutMs) implements Toxic {
    @Override
    public void pipe(Stage stage) throws StageInterruptedException {
        stage.take();
        stage.pauseThroughSwitches(TimeUnit.MILLISECONDS.toNanos(timeoutMs));
    }
}
