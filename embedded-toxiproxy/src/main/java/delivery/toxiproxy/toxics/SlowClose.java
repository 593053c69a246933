package delivery.toxiproxy.toxics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.concurrent.TimeUnit;

/** Passes everything on, but holds back the end of the stream for so many milliseconds. */
public record SlowClose(@JsonProperty("delay") long delayMs) implements Toxic {
    @Override
    public void pipe(Stage stage) throws StageInterruptedException {
        for (Chunk chunk = stage.take(); chunk != null; chunk = stage.take()) {
            stage.pass(chunk);
        }
        stage.pause(TimeUnit.MILLISECONDS.toNanos(delayMs));
    }
}
