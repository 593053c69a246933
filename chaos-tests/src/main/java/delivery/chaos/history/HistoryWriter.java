package delivery.chaos.history;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a history as JSON Lines, compressed by gzip: the scenario, its events, what happened, the effects and
 * markers of each output partition in the order of their offsets, the end. Described in {@code chaos-tests/HISTORY.md}.
 * Safe for use by several threads.
 */
public final class HistoryWriter implements Closeable {
    public static final String FILE_NAME = "history.jsonl.gz";

    private final JsonMapper json = new JsonMapper();
    private final Chain chain = new Chain();
    private final BufferedWriter out;
    private long lines;

    /** Opens {@value #FILE_NAME} in a directory that exists. */
    public HistoryWriter(Path directory) throws IOException {
        out = new BufferedWriter(new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(directory.resolve(FILE_NAME)), 1 << 16),
                StandardCharsets.UTF_8));
    }

    public synchronized void write(HistoryLine line) throws IOException {
        out.write(chain.chained(json.writerFor(HistoryLine.class).writeValueAsString(line)));
        out.write('\n');
        lines++;
    }

    /** Number of lines written so far. */
    public synchronized long lines() {
        return lines;
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
