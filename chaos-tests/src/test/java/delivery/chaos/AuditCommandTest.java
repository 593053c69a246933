package delivery.chaos;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Circumstance.ACK_LOST;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static delivery.contract.Circumstance.REBALANCED;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Judge;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.VerdictFile;
import delivery.chaos.history.HistoryWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code audit DIR} judges again, from the files alone, and says what does not come out the same. */
class AuditCommandTest {
    @TempDir
    private Path report;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static LiteralHistory clean() {
        return history()
                .under("acks-lost", 1, ACK_LOST)
                .event("e1", "/a", 0, 0)
                .fired()
                .effect("e1", "/a", 1, 0, 0)
                .effect("e1", "/a", 1, 0, 1)
                .observed(REBALANCED)
                .observed(PIPELINE_RESTARTED);
    }

    private Path judged(LiteralHistory history) throws IOException {
        Path directory = history.writtenBelow(report);
        VerdictFile.write(directory, Judge.judge(directory, "evidence"));
        return directory;
    }

    private int audit(Path directory) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute("audit", directory.toString());
    }

    @Test
    void comesToTheSameVerdictsByteForByteAndSaysThatItHasNoPlanToHoldThemAgainst() throws IOException {
        judged(clean());
        judged(clean());

        assertThat(audit(report)).isEqualTo(3);
        assertThat(out.toString())
                .contains("same  PASS at-least-once/acks-lost", "2 judged again: 2 same")
                .contains("not comparable  history", "is no command that runs this suite by a seed");
    }

    @Test
    void tellsTheSameFailureFromAPass() throws IOException {
        judged(clean());
        judged(history().event("e1", "/a", 0, 0).event("e2", "/a", 0, 1).effect("e1", "/a", 1, 0, 0));

        assertThat(audit(report)).isEqualTo(1);
        assertThat(out.toString()).contains("same  FAIL", "2 judged again: 2 same");
    }

    @Test
    void saysWhatAVerdictWasChangedIn() throws IOException {
        Path file = judged(clean()).resolve(VerdictFile.FILE_NAME);
        Files.writeString(file, Files.readString(file).replace("\"count\" : 1", "\"count\" : 0"));

        assertThat(audit(report)).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "differs  PASS",
                        "verdict.json, line 26: it says \"count\" : 0, and the history comes to \"count\" : 1,");
    }

    @Test
    void saysThatAVerdictWasCutOff() throws IOException {
        Path file = judged(clean()).resolve(VerdictFile.FILE_NAME);
        String whole = Files.readString(file);
        Files.writeString(file, whole.lines().limit(3).collect(Collectors.joining("\n")));

        assertThat(audit(report)).isEqualTo(1);
        assertThat(out.toString())
                .contains("verdict.json has 3 lines and the history comes to "
                        + whole.lines().count());
    }

    @Test
    void callsAHistoryUnreadableThatCannotBeRead() throws IOException {
        Path file = judged(clean()).resolve(HistoryWriter.FILE_NAME);
        Files.delete(file);
        Files.createDirectory(file);

        assertThat(audit(report)).isEqualTo(1);
        assertThat(out.toString()).contains("unreadable  ", "1 judged again: 1 unreadable");
    }

    @Test
    void refusesATruncatedHistoryAndNamesTheLine() throws IOException {
        Path file = judged(clean()).resolve(HistoryWriter.FILE_NAME);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 40));

        assertThat(audit(report)).isEqualTo(1);
        assertThat(out.toString()).contains("refused  ", "history.jsonl.gz, line ", "the file is cut off or damaged");
    }

    @Test
    void missesAVerdictOfARunThatWasKilledAndAHistoryThatIsGone() throws IOException {
        Files.delete(judged(clean()).resolve(VerdictFile.FILE_NAME));
        Files.delete(judged(clean()).resolve(HistoryWriter.FILE_NAME));

        assertThat(audit(report)).isEqualTo(1);
        assertThat(out.toString())
                .contains("there is no verdict.json", "there is no history.jsonl.gz", "2 judged again: 2 missing");
    }

    @Test
    void doesNotAuditNothing() {
        assertThat(audit(report)).isEqualTo(2);
        assertThat(err.toString()).contains("there is no history in " + report);
        assertThat(audit(report.resolve("nowhere"))).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere is no directory");
    }
}
