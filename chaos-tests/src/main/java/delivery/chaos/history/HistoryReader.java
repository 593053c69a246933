package delivery.chaos.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a history back, line by line, and refuses one that is not whole. */
public final class HistoryReader {
    private static final ObjectReader JSON = new JsonMapper().readerFor(HistoryLine.class);

    private HistoryReader() {}

    /** A history that is truncated, edited or not a history; the message names the line at fault. */
    public static final class BrokenHistoryException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenHistoryException(Path file, long line, String why) {
            super(file + ", line " + line + ": " + why);
        }
    }

    /**
     * Hands every line of the history in a directory to {@code visitor}, in order.
     *
     * @throws BrokenHistoryException if a line cannot be read, or the last one is missing or counts otherwise
     */
    public static void read(Path directory, Consumer<HistoryLine> visitor) throws IOException {
        Path file = directory.resolve(HistoryWriter.FILE_NAME);
        long lines = 0;
        HistoryLine last = null;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                lines++;
                if (last instanceof HistoryLine.End) {
                    throw new BrokenHistoryException(file, lines, "something follows the end");
                }
                last = JSON.readValue(text);
                if (lines == 1 && !(last instanceof HistoryLine.Scenario)) {
                    throw new BrokenHistoryException(file, lines, "a history begins with its scenario");
                }
                visitor.accept(last);
            }
        } catch (JsonProcessingException notALine) {
            throw new BrokenHistoryException(file, lines, "not a line of a history: " + notALine.getOriginalMessage());
        } catch (EOFException | ZipException truncated) {
            throw new BrokenHistoryException(file, lines + 1, "the file is cut off or damaged: " + truncated);
        }
        if (!(last instanceof HistoryLine.End end)) {
            throw new BrokenHistoryException(file, lines, "the end is missing");
        }
        if (end.lines() != lines - 1) {
            throw new BrokenHistoryException(
                    file, lines, "the end counts " + end.lines() + " lines before it, there are " + (lines - 1));
        }
    }
}
