package delivery.toxiproxy.toxics;

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
        long freeNanos = System.nanoTime();
        for (Chunk chunk = stage.take(); chunk != null; chunk = stage.take()) {
            // What a pause overslept, and the time between two chunks, is made up for; not the time in which nothing
            // came, nor
            // that in which nobody took what was passed on.
            long beginNanos = later(later(freeNanos, chunk.arrivedNanos()), System.nanoTime() - PIECE_NANOS);
            freeNanos = meter(stage, chunk, beginNanos);
        }
    }

    /**
     * Takes the time that the chunk costs, from a moment on the clock of {@link System#nanoTime()}; returns its end.
     */
    private long meter(Stage stage, Chunk chunk, long beginNanos) throws StageInterruptedException {
        Chunk rest = chunk;
        try {
            long pieceNanos = beginNanos;
            // At rate 0 this never ends and, as in Toxiproxy, shows the toxics after it an empty chunk ten times a
            // second.
            while (rest.length() > rateKBPerSecond * 100.0) {
                int pieceBytes = (int) rateKBPerSecond * 100;
                pieceNanos += PIECE_NANOS;
                stage.pause(pieceNanos - System.nanoTime());
                stage.pass(rest.part(0, pieceBytes));
                rest = rest.part(pieceBytes, rest.length());
            }
            long endNanos = beginNanos + costNanos(chunk);
            stage.pause(endNanos - System.nanoTime());
            return endNanos;
        } finally {
            stage.pass(rest);
        }
    }

    /** The later of two moments on a clock that may run over. */
    private static long later(long nanos, long otherNanos) {
        return nanos - otherNanos > 0 ? nanos : otherNanos;
    }

    private long costNanos(Chunk chunk) {
        return rateKBPerSecond == 0 ? 0 : chunk.length() * 1_000_000L / rateKBPerSecond;
    }
}
