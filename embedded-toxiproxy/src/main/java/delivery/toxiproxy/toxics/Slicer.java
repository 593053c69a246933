package delivery.toxiproxy.toxics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Cuts chunks into pieces of about an average size and waits so many microseconds after each. */
public record Slicer(
        @JsonProperty("average_size") long averageSizeBytes,
        @JsonProperty("size_variation") long sizeVariationBytes,
        @JsonProperty("delay") long delayMicros)
        implements Toxic {

    @Override
    public String complaint() {
        return (double) averageSizeBytes + sizeVariationBytes < 1
                ? "average_size plus size_variation must be at least 1, or a byte would be sliced for ever"
                : "";
    }

    @Override
    public void pipe(Stage stage) throws StageInterruptedException {
        for (Chunk chunk = stage.take(); chunk != null; chunk = stage.take()) {
            slice(stage, chunk);
        }
    }

    private void slice(Stage stage, Chunk chunk) throws StageInterruptedException {
        List<Integer> ends = new ArrayList<>();
        halve(0, chunk.length(), ends);
        int sent = 0;
        try {
            for (int end : ends) {
                stage.pass(chunk.part(sent, end));
                sent = end;
                stage.pause(TimeUnit.MICROSECONDS.toNanos(delayMicros));
            }
        } finally {
            if (sent < chunk.length()) {
                stage.pass(chunk.part(sent, chunk.length()));
            }
        }
    }

    /** Cuts in about two until the pieces are small enough; collects where they end. */
    private void halve(int start, int end, List<Integer> ends) {
        if (end - start - averageSizeBytes <= sizeVariationBytes) {
            ends.add(end);
            return;
        }
        long middle = start + (end - start) / 2L;
        if (sizeVariationBytes > 0) {
            middle += ThreadLocalRandom.current().nextLong(-sizeVariationBytes, sizeVariationBytes);
        }
        // A variation larger than the average could cut outside the piece.
        int cut = (int) Math.max(start + 1, Math.min(end - 1, middle));
        halve(start, cut, ends);
        halve(cut, end, ends);
    }
}
