package delivery.chaos.workload;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with one page path a line, of a size that a run can bear: it is read into memory before anything is started.
 */
final class PagesFile {
    private static final long FILE_BYTES_MAX = 64L << 20;
    private static final int PAGE_CHARACTERS_MAX = 2_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String REMEDY = "; give -Dchaos.events a text file with one page path a line, each of "
            + PAGE_CHARACTERS_MAX + " characters at most, and no more than " + PageViews.MAX_EVENTS + " lines and "
            + (FILE_BYTES_MAX >> 20) + " MiB";

    private PagesFile() {}

    /** The lines that are not blank; throws as {@link PageViews#fromFile} says. */
    static List<String> read(Path file) {
        try {
            requireOfBearableSize(file);
            List<String> lines = lines(file);
            require(!lines.isEmpty(), file, "is empty");
            require(lines.size() <= PageViews.MAX_EVENTS, file, "has " + lines.size() + " lines");
            return lines;
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("the events file " + file + " does not exist" + REMEDY, missing);
        } catch (CharacterCodingException binary) {
            throw new IllegalArgumentException("the events file " + file + " is not UTF-8 text" + REMEDY, binary);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the events file " + file + " cannot be read (" + unreadable + ")" + REMEDY, unreadable);
        }
    }

    /** A pipe might never end, and neither does {@code /dev/zero}. */
    private static void requireOfBearableSize(Path file) throws IOException {
        if (Files.exists(file)) {
            require(Files.isRegularFile(file), file, "is no regular file");
        }
        long bytes = Files.size(file);
        require(bytes <= FILE_BYTES_MAX, file, "has " + bytes + " bytes");
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> all = Files.readAllLines(file);
        if (!all.isEmpty() && all.get(0).startsWith(BYTE_ORDER_MARK)) {
            all.set(0, all.get(0).substring(BYTE_ORDER_MARK.length()));
        }
        for (int i = 0; i < all.size(); i++) {
            int characters = all.get(i).length();
            require(characters <= PAGE_CHARACTERS_MAX, file, "has " + characters + " characters in line " + (i + 1));
        }
        return all.stream().filter(line -> !line.isBlank()).toList();
    }

    private static void require(boolean bearable, Path file, String otherwise) {
        if (!bearable) {
            throw new IllegalArgumentException("the events file " + file + " " + otherwise + REMEDY);
        }
    }
}
