package delivery.chaos.network.toxiproxy.toxics;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lets through so many thousand bytes a second, large chunks in pieces of a tenth of a second; nothing at rate 0. */
public record Bandwidth(@JsonProperty("rate") long rateKBPerSecond) implements Toxic {
    private static final long PIECE_NANOS = 100_000_000L;

    @Override
    public String complaint() {
        return rateKBPerSecond < 0 ? "rate must not be negative: " + rateKBPerSecond : "";
    }

    @Override
    public void pipe(Stage stage) throws StageInterruptedException {
        long lateNanos = 0;
        for (Chunk chunk = stage.take(); chunk != null; chunk = stage.take()) {
            lateNanos = meter(stage, chunk, lateNanos);
        }
    }

    /** Takes the time that the chunk costs, less what the last one overslept; returns what this one overslept. */
    private long meter(Stage stage, Chunk chunk, long lateNanos) throws StageInterruptedException {
        Chunk rest = chunk;
        try {
            long waitNanos = costNanos(chunk) - lateNanos;
            // At rate 0 this never ends and, as in Toxiproxy, shows the toxics behind it an empty chunk ten times a
            // second.
            while (rest.length() > rateKBPerSecond * 100.0) {
                int pieceBytes = (int) rateKBPerSecond * 100;
                stage.pause(PIECE_NANOS);
                stage.pass(rest.part(0, pieceBytes));
                rest = rest.part(pieceBytes, rest.length());
                waitNanos -= PIECE_NANOS;
            }
            long startedNanos = System.nanoTime();
            stage.pause(waitNanos);
            return System.nanoTime() - startedNanos - waitNanos;
        } finally {
            stage.pass(rest);
        }
    }

    private long costNanos(Chunk chunk) {
        return rateKBPerSecond == 0 ? 0 : chunk.length() * 1_000_000L / rateKBPerSecond;
    }
}
