package delivery.chaos.audit;

import delivery.chaos.history.HistoryReader.BrokenHistoryException;
import delivery.chaos.history.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A history judged again, and held against the verdict that was written beside it.
 *
 * @param directory of the history
 * @param cell the verdict now; null if the history does not even tell what it was to be, or there is none
 * @param detail what is wrong; empty if nothing is
 */
public record SecondOpinion(Path directory, Agreement agreement, Cell cell, String detail) {
    /** How the verdict made again compares with the one beside the history. */
    public enum Agreement {
        /** Byte for byte. */
        SAME,
        /** Another verdict, another count, another word. */
        DIFFERS,
        /** The history is truncated, edited or contradicts itself. */
        REFUSED,
        /** A verdict without its history, or a history that no verdict was written for: its run was ended before. */
        MISSING
    }

    private static final String APPENDIX = "sabotage";

    /** Whether the verdict comes out the same, and is PASS. */
    public boolean isSamePass() {
        return agreement == Agreement.SAME && cell.verdict() == Verdict.PASS;
    }

    /**
     * Judges every history in a directory and below it again.
     *
     * @param directory of one history or of a whole report; of a report without its appendix, whose pipelines are to fail
     * @return in the order of their paths; empty if there is no history and no verdict
     */
    public static List<SecondOpinion> below(Path directory) throws IOException {
        Path appendix = directory.resolve(APPENDIX);
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> directories = files.filter(file -> isEvidence(file.getFileName()) && !file.startsWith(appendix))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
            return Stream.of(directories)
                    .flatMap(List::stream)
                    .map(SecondOpinion::of)
                    .toList();
        }
    }

    private static boolean isEvidence(Path name) {
        return name != null
                && (name.toString().equals(HistoryWriter.FILE_NAME)
                        || name.toString().equals(VerdictFile.FILE_NAME));
    }

    private static SecondOpinion of(Path directory) {
        if (!Files.exists(directory.resolve(HistoryWriter.FILE_NAME))) {
            return new SecondOpinion(directory, Agreement.MISSING, null, "there is no " + HistoryWriter.FILE_NAME);
        }
        try {
            Cell cell = Judge.judge(directory, directory.toString());
            return cell.isHistoryBroken()
                    ? new SecondOpinion(directory, Agreement.REFUSED, cell, cell.reason())
                    : compared(directory, cell);
        } catch (BrokenHistoryException broken) {
            return new SecondOpinion(directory, Agreement.REFUSED, null, broken.getMessage());
        } catch (IOException unreadable) {
            return new SecondOpinion(directory, Agreement.MISSING, null, unreadable.toString());
        }
    }

    private static SecondOpinion compared(Path directory, Cell cell) throws IOException {
        if (!Files.exists(directory.resolve(VerdictFile.FILE_NAME))) {
            return new SecondOpinion(directory, Agreement.MISSING, cell, "there is no " + VerdictFile.FILE_NAME);
        }
        String before = VerdictFile.read(directory);
        String now = VerdictFile.text(cell);
        return before.equals(now)
                ? new SecondOpinion(directory, Agreement.SAME, cell, "")
                : new SecondOpinion(directory, Agreement.DIFFERS, cell, firstDifference(before, now));
    }

    /** The first line that differs. */
    private static String firstDifference(String before, String now) {
        List<String> linesBefore = before.lines().toList();
        List<String> linesNow = now.lines().toList();
        for (int i = 0; i < Math.min(linesBefore.size(), linesNow.size()); i++) {
            if (!linesBefore.get(i).equals(linesNow.get(i))) {
                return VerdictFile.FILE_NAME + ", line " + (i + 1) + ": it says "
                        + linesBefore.get(i).strip() + " and the history comes to "
                        + linesNow.get(i).strip();
            }
        }
        return VerdictFile.FILE_NAME + " has " + linesBefore.size() + " lines and the history comes to "
                + linesNow.size();
    }
}
