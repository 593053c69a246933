package delivery.chaos.audit;

import delivery.chaos.history.HistoryReader.BrokenHistoryException;
import delivery.chaos.history.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A history that is judged again and compared with the verdict stored next to it.
 *
 * @param evidence path of the history's directory, as it is cited
 * @param cell the verdict now; null if the history does not even tell what it was to be, or there is none
 * @param detail what is wrong; empty if nothing is
 */
public record SecondOpinion(String evidence, Agreement agreement, Cell cell, String detail) {
    /** How the new verdict compares with the one stored next to the history. */
    public enum Agreement {
        /** Byte for byte. */
        SAME,
        /** Another verdict, another count, another word. */
        DIFFERS,
        /** The history is truncated, edited, contradicts itself, or what this suite would have run. */
        REFUSED,
        /** The history or its verdict is there and cannot be read. */
        UNREADABLE,
        /** A verdict without its history, or a history that no verdict was written for: its run was ended before. */
        MISSING
    }

    /** Whether the verdict comes out the same. */
    public boolean isSame() {
        return agreement == Agreement.SAME;
    }

    /** SHA-256 of the history, in hexadecimal; empty if it could not be read. */
    public String sha256() {
        return cell == null ? "" : cell.evidenceSha256();
    }

    /** The same history refused: it is not what was to be run. */
    public SecondOpinion refused(String why) {
        return new SecondOpinion(evidence, Agreement.REFUSED, cell, why);
    }

    /**
     * The directories of evidence in a directory and below it.
     *
     * @return in the order of their paths; empty if there is no history and no verdict
     */
    public static List<Path> evidenceBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> isEvidence(file.getFileName()))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static boolean isEvidence(Path name) {
        return name != null
                && (name.toString().equals(HistoryWriter.FILE_NAME)
                        || name.toString().equals(VerdictFile.FILE_NAME));
    }

    /**
     * Judges the history in a directory again.
     *
     * @param evidence path of the directory, as it is cited
     */
    public static SecondOpinion of(Path directory, String evidence) {
        if (!Files.exists(directory.resolve(HistoryWriter.FILE_NAME))) {
            return new SecondOpinion(evidence, Agreement.MISSING, null, "there is no " + HistoryWriter.FILE_NAME);
        }
        try {
            Cell cell = Judge.judge(directory, evidence);
            return cell.isHistoryBroken()
                    ? new SecondOpinion(evidence, Agreement.REFUSED, cell, cell.reason())
                    : compared(directory, cell);
        } catch (BrokenHistoryException broken) {
            return new SecondOpinion(evidence, Agreement.REFUSED, null, broken.getMessage());
        } catch (IOException unreadable) {
            return new SecondOpinion(evidence, Agreement.UNREADABLE, null, unreadable.toString());
        }
    }

    private static SecondOpinion compared(Path directory, Cell cell) throws IOException {
        if (!Files.exists(directory.resolve(VerdictFile.FILE_NAME))) {
            return new SecondOpinion(cell.evidence(), Agreement.MISSING, cell, "there is no " + VerdictFile.FILE_NAME);
        }
        String before = VerdictFile.read(directory);
        String now = VerdictFile.text(cell);
        return before.equals(now)
                ? new SecondOpinion(cell.evidence(), Agreement.SAME, cell, "")
                : new SecondOpinion(cell.evidence(), Agreement.DIFFERS, cell, firstDifference(before, now));
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
