package delivery.chaos.network.toxiproxy.toxics;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Closes the connection after so many bytes; what comes beyond them is dropped. */
public record LimitData(@JsonProperty("bytes") long bytes) implements Toxic {
    @Override
    public void pipe(Stage stage) throws StageInterruptedException {
        for (Chunk chunk = stage.take(); chunk != null; chunk = stage.take()) {
            long remaining = Math.max(0, bytes - stage.tally(0));
            if (remaining > 0) {
                Chunk passed = chunk.part(0, (int) Math.min(remaining, chunk.length()));
                stage.pass(passed);
                stage.tally(passed.length());
            }
            if (stage.tally(0) >= bytes) {
                return;
            }
        }
    }
}
