package delivery.toxiproxy.toxics;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Closes the connection after so many bytes; what comes beyond them is dropped. */
public record LimitData(@JsonProperty("bytes") long bytes) implements Toxic {
    @Override
    public void pipe(Stage stage) throws StageInterruptedException {
        for (Chunk chunk = stage.take(); chunk != null; chunk = stage.take()) {
            int passedBytes = (int) Math.max(0, Math.min(Math.max(0, bytes) - stage.tally(0), chunk.length()));
            if (passedBytes > 0) {
                stage.pass(chunk.part(0, passedBytes));
                stage.tally(passedBytes);
            }
            if (stage.tally(0) >= bytes) {
                return;
            }
        }
    }
}
