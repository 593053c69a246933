package delivery.chaos.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a history back, line by line, and refuses one that is not whole. */
public final class HistoryReader {
    /** Strict: a field that is missing, null where a number belongs, unknown or there twice was not written by us. */
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build()
            .readerFor(HistoryLine.class);

    private HistoryReader() {}

    /** A history that is truncated, edited or not a history; the message names the line at fault. */
    public static final class BrokenHistoryException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenHistoryException(Path file, long line, String why) {
            super(file.getFileName() + ", line " + line + ": " + why);
        }

        BrokenHistoryException(Path file, long line, Exception cause, String why) {
            super(file.getFileName() + ", line " + line + ": " + why, cause);
        }
    }

    /**
     * Hands every line of the history in a directory to {@code visitor}, in order.
     *
     * @param visitor may refuse a line that contradicts the ones before it by an {@link IllegalArgumentException}
     * @throws BrokenHistoryException if a line cannot be read or is refused, or the last one is missing or counts
     *     otherwise
     */
    public static void read(Path directory, Consumer<HistoryLine> visitor) throws IOException {
        Path file = directory.resolve(HistoryWriter.FILE_NAME);
        long lines = 0;
        HistoryLine last = null;
        Chain chain = new Chain();
        // A decoder of our own: the default one turns damaged UTF-8 into question marks without a word.
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8.newDecoder()))) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                lines++;
                if (last instanceof HistoryLine.End) {
                    throw new BrokenHistoryException(file, lines, "something follows the end");
                }
                last = parse(chain.unchained(text));
                if (lines == 1 && !(last instanceof HistoryLine.Scenario)) {
                    throw new BrokenHistoryException(file, lines, "a history begins with its scenario");
                }
                visitor.accept(last);
            }
        } catch (JsonProcessingException notALine) {
            throw new BrokenHistoryException(
                    file, lines, notALine, "not a line of a history: " + notALine.getOriginalMessage());
        } catch (IllegalArgumentException refused) {
            throw new BrokenHistoryException(file, lines, refused, refused.getMessage());
        } catch (EOFException | ZipException | CharacterCodingException damaged) {
            throw new BrokenHistoryException(file, lines + 1, damaged, "the file is cut off or damaged: " + damaged);
        }
        requireEnd(file, lines, last);
    }

    private static HistoryLine parse(String text) throws JsonProcessingException {
        HistoryLine line = JSON.readValue(text);
        if (line == null) {
            throw new IllegalArgumentException("not a line of a history: " + text);
        }
        return line;
    }

    private static void requireEnd(Path file, long lines, HistoryLine last) throws BrokenHistoryException {
        if (!(last instanceof HistoryLine.End end)) {
            throw new BrokenHistoryException(file, lines, "the end is missing");
        }
        if (end.lines() != lines - 1) {
            throw new BrokenHistoryException(
                    file, lines, "the end counts " + end.lines() + " lines before it, there are " + (lines - 1));
        }
    }
}
