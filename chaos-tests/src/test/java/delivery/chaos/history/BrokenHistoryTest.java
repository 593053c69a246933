package delivery.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.audit.Judge;
import delivery.chaos.history.HistoryReader.BrokenHistoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history that is truncated, edited or none is refused with the line at fault. */
class BrokenHistoryTest {
    @TempDir
    private Path parent;

    private TamperedHistory history;

    @BeforeEach
    void writeHistory() throws IOException {
        history = new TamperedHistory(parent);
    }

    private static void assertBroken(ThrowingCallable reading, String... words) {
        assertThatThrownBy(reading).isInstanceOf(BrokenHistoryException.class).hasMessageContainingAll(words);
    }

    private ThrowingCallable reading() {
        return () -> HistoryReader.read(history.directory, line -> {});
    }

    @Test
    void readsAWholeHistoryBackInOrder() throws IOException {
        List<HistoryLine> read = new ArrayList<>();
        HistoryReader.read(history.directory, read::add);

        assertThat(read).hasSize(6);
        assertThat(read.get(0)).isInstanceOf(HistoryLine.Scenario.class);
        assertThat(read.get(1)).isEqualTo(new HistoryLine.Event("e1", "/a", 0, 0));
        assertThat(read.get(3)).isEqualTo(new HistoryLine.Effect(0, 0, "e1", "/a", 1L, -1, -1, false, true));
        assertThat(read.get(5)).isEqualTo(new HistoryLine.End(5, 5_200, List.of()));
    }

    @Test
    void namesTheFirstLineThatWasEditedThoughItCouldBeRead() throws IOException {
        history.editBlindly(lines -> lines.set(3, lines.get(3).replace("\"count\":1", "\"count\":2")));

        assertBroken(reading(), "line 4: it was edited, or a line before it was taken, added or moved");
    }

    @Test
    void namesTheLineAfterTheOneThatWasTakenAddedOrMoved() throws IOException {
        history.editBlindly(lines -> lines.remove(2));
        assertBroken(reading(), "line 3: it was edited, or a line before it was taken");

        writeHistory();
        history.editBlindly(lines -> lines.add(2, lines.get(1)));
        assertBroken(reading(), "line 3: it was edited, or a line before it was taken");

        writeHistory();
        history.editBlindly(lines -> lines.add(2, lines.remove(1)));
        assertBroken(reading(), "line 2: it was edited, or a line before it was taken");
    }

    @Test
    void refusesAnEditOfAnyCharacterOfALine() throws IOException {
        String line = history.chainedLines().get(0);
        for (int at = 0; at < line.length(); at++) {
            StringBuilder edited = new StringBuilder(line);
            edited.setCharAt(at, line.charAt(at) == '0' ? '1' : '0');
            assertThatThrownBy(() -> new Chain().unchained(edited.toString()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new Chain().unchained(line)).startsWith("{\"line\":\"scenario\"");
    }

    @Test
    void refusesAHistoryOfAnotherSchema() throws IOException {
        history.replaceInLine(1, "\"schema\":" + HistoryLine.SCHEMA, "\"schema\":1");

        assertBroken(reading(), "line 1", "a history of schema 1; this suite reads " + HistoryLine.SCHEMA);
    }

    @Test
    void refusesAFileThatIsCutOffAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(history.file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(history.file, Arrays.copyOf(whole, length));
            assertBroken(reading(), "line ");
        }
    }

    @Test
    void refusesAFileWithADamagedByteInItsData() throws IOException {
        byte[] damaged = Files.readAllBytes(history.file);
        damaged[damaged.length / 2] ^= 0x10;
        Files.write(history.file, damaged);

        assertBroken(reading(), "line ");
    }

    @Test
    void refusesAHistoryWithoutItsEnd() throws IOException {
        history.edit(lines -> lines.remove(5));

        assertBroken(reading(), "line 5", "the end is missing");
    }

    @Test
    void refusesAHistoryFromWhichALineWasTaken() throws IOException {
        history.edit(lines -> lines.remove(2));

        assertBroken(reading(), "line 5", "the end counts 5 lines before it, there are 4");
    }

    @Test
    void refusesAHistoryToWhichALineWasAdded() throws IOException {
        history.edit(lines -> lines.add(2, lines.get(1).replace("e1", "e3")));

        assertBroken(reading(), "line 7", "the end counts 5 lines before it, there are 6");
    }

    @Test
    void refusesWhatFollowsTheEnd() throws IOException {
        history.edit(lines -> lines.add(lines.get(1)));

        assertBroken(reading(), "line 7", "something follows the end");
    }

    @Test
    void refusesAHistoryThatDoesNotBeginWithItsScenario() throws IOException {
        history.edit(lines -> lines.add(0, lines.remove(1)));

        assertBroken(reading(), "line 1", "a history begins with its scenario");
    }

    @Test
    void refusesALineWithAFieldMissingRenamedNullTwiceOrOfAnotherType() throws IOException {
        List<List<String>> edits = List.of(
                List.of(",\"offset\":0", ""),
                List.of("\"offset\"", "\"ofset\""),
                List.of("\"offset\":0", "\"offset\":null"),
                List.of("\"offset\":0", "\"offset\":0,\"offset\":1"),
                List.of("\"offset\":0", "\"offset\":\"0\""),
                List.of("\"offset\":0", "\"offset\":0.7"),
                List.of("\"id\":\"e1\"", "\"id\":null"),
                List.of("\"id\":\"e1\"", "\"id\":\"e0\",\"id\":\"e1\""),
                List.of("\"line\":\"event\"", "\"line\":\"evnt\""),
                List.of("}", "} {}"));
        for (List<String> change : edits) {
            writeHistory();
            history.replaceInLine(2, change.get(0), change.get(1));
            assertBroken(reading(), "line 2: not a line of a history");
        }
    }

    @Test
    void refusesALineWithoutAFieldThatMayBeNull() throws IOException {
        history.replaceInLine(4, ",\"count\":1", "");

        assertBroken(reading(), "line 4: not a line of a history", "count");
    }

    @Test
    void refusesAnEmptyLineAndAJsonNull() throws IOException {
        for (String line : List.of("", "null", "{}")) {
            writeHistory();
            history.editBlindly(lines -> lines.set(2, line));
            assertBroken(reading(), "line 3: not a line of a history: it does not end with its chain");
        }
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        String text = String.join("\n", history.lines()) + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[text.indexOf("e1")] = (byte) 0xFF;
        history.overwrite(bytes);

        assertBroken(reading(), "the file is cut off or damaged");
    }

    @Test
    void doesNotTakeAMissingFileForAHistory() {
        assertThatThrownBy(() -> Judge.judge(parent, "evidence")).isInstanceOf(NoSuchFileException.class);
    }
}
