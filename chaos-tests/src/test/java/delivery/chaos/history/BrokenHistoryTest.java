package delivery.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Judge;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Verdict;
import delivery.chaos.history.HistoryReader.BrokenHistoryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history that is truncated, edited or none is refused with the line at fault. */
class BrokenHistoryTest {
    @TempDir
    private Path parent;

    private Path directory;
    private Path file;

    @BeforeEach
    void writeSixLines() throws IOException {
        directory = LiteralHistory.history()
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .writtenBelow(parent);
        file = directory.resolve(HistoryWriter.FILE_NAME);
    }

    private static void assertBroken(ThrowingCallable reading, String... words) {
        assertThatThrownBy(reading).isInstanceOf(BrokenHistoryException.class).hasMessageContainingAll(words);
    }

    private ThrowingCallable reading() {
        return () -> HistoryReader.read(directory, line -> {});
    }

    private List<String> lines() throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private void edit(Consumer<List<String>> change) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        change.accept(lines);
        overwrite((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void overwrite(byte[] content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
    }

    private void replaceInLine(int line, String old, String replacement) throws IOException {
        edit(lines -> {
            assertThat(lines.get(line - 1)).contains(old);
            lines.set(line - 1, lines.get(line - 1).replace(old, replacement));
        });
    }

    @Test
    void readsAWholeHistoryBackInOrder() throws IOException {
        List<HistoryLine> read = new ArrayList<>();
        HistoryReader.read(directory, read::add);

        assertThat(read).hasSize(6);
        assertThat(read.get(0)).isInstanceOf(HistoryLine.Scenario.class);
        assertThat(read.get(1)).isEqualTo(new HistoryLine.Event("e1", "/a", 0, 0));
        assertThat(read.get(3)).isEqualTo(new HistoryLine.Effect(0, 0, "e1", "/a", 1L, -1, -1, false, true));
        assertThat(read.get(5)).isEqualTo(new HistoryLine.End(5, 5_200, List.of()));
    }

    @Test
    void refusesAFileThatIsCutOffAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertBroken(reading(), "line ");
        }
    }

    @Test
    void refusesAFileWithADamagedByteInItsData() throws IOException {
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length / 2] ^= 0x10;
        Files.write(file, damaged);

        assertBroken(reading(), "line ");
    }

    @Test
    void refusesAHistoryWithoutItsEnd() throws IOException {
        edit(lines -> lines.remove(5));

        assertBroken(reading(), "line 5", "the end is missing");
    }

    @Test
    void refusesAHistoryFromWhichALineWasTaken() throws IOException {
        edit(lines -> lines.remove(2));

        assertBroken(reading(), "line 5", "the end counts 5 lines before it, there are 4");
    }

    @Test
    void refusesAHistoryToWhichALineWasAdded() throws IOException {
        edit(lines -> lines.add(2, lines.get(1).replace("e1", "e3")));

        assertBroken(reading(), "line 7", "the end counts 5 lines before it, there are 6");
    }

    @Test
    void refusesWhatFollowsTheEnd() throws IOException {
        edit(lines -> lines.add(lines.get(1)));

        assertBroken(reading(), "line 7", "something follows the end");
    }

    @Test
    void refusesAHistoryThatDoesNotBeginWithItsScenario() throws IOException {
        edit(lines -> lines.add(0, lines.remove(1)));

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
                List.of("\"line\":\"event\"", "\"line\":\"evnt\""),
                List.of("}", "} {}"),
                List.of("}", ""));
        for (List<String> change : edits) {
            writeSixLines();
            replaceInLine(2, change.get(0), change.get(1));
            assertBroken(reading(), "line 2: not a line of a history");
        }
    }

    @Test
    void refusesAnEmptyLineAndAJsonNull() throws IOException {
        edit(lines -> lines.set(2, ""));
        assertBroken(reading(), "line 3: not a line of a history");

        writeSixLines();
        edit(lines -> lines.set(2, "null"));
        assertBroken(reading(), "line 3: not a line of a history");
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        String text = String.join("\n", lines()) + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[text.indexOf("e1")] = (byte) 0xFF;
        overwrite(bytes);

        assertBroken(reading(), "the file is cut off or damaged");
    }

    @Test
    void refusesALineThatTheVisitorRefuses() throws IOException {
        replaceInLine(3, "\"e2\"", "\"e1\"");
        Cell cell = Judge.judge(directory, "evidence");

        assertThat(cell.verdict()).isEqualTo(Verdict.HARNESS_ERROR);
        assertThat(cell.reason()).contains("line 3: event id e1 is in the input twice: at events-0@0 and events-0@1");
    }

    @Test
    void refusesOutputOutOfTheOrderOfItsOffsets() throws IOException {
        edit(lines -> lines.add(4, lines.get(3)));

        assertThat(Judge.judge(directory, "evidence").reason())
                .contains("line 5: effects-0@0 comes after offset 0: the output of a partition is to be in the order of"
                        + " its offsets, each once");
    }

    @Test
    void refusesAnEventBehindTheFirstEffect() throws IOException {
        edit(lines -> lines.add(3, lines.remove(2)));

        assertThat(Judge.judge(directory, "evidence").reason())
                .contains("line 4: event e2 comes after the first effect");
    }

    @Test
    void refusesASecondScenarioAndASecondDrain() throws IOException {
        edit(lines -> lines.add(1, lines.get(0)));
        assertThat(Judge.judge(directory, "evidence").reason()).contains("line 2: a history has one scenario");

        writeSixLines();
        edit(lines -> lines.add(5, lines.get(4)));
        assertThat(Judge.judge(directory, "evidence").reason()).contains("line 6: a history has one drain");
    }

    @Test
    void refusesAnIsolationLevelThatNoConsumerHas() throws IOException {
        replaceInLine(1, "read_uncommitted", "serializable");

        assertBroken(
                () -> Judge.judge(directory, "evidence"), "line 1: no isolation.level of a consumer: serializable");
    }

    @Test
    void turnsABrokenHistoryIntoACellOnlyIfItTellsWhatItWasToBe() throws IOException {
        edit(lines -> lines.remove(5));
        Cell cell = Judge.judge(directory, "evidence");

        assertThat(cell.verdict()).isEqualTo(Verdict.HARNESS_ERROR);
        assertThat(cell.id()).isEqualTo("at-least-once/control");

        edit(lines -> lines.remove(0));
        assertBroken(() -> Judge.judge(directory, "evidence"), "line 1");
    }

    @Test
    void doesNotTakeAMissingFileForAHistory() {
        assertThatThrownBy(() -> Judge.judge(parent, "evidence")).isInstanceOf(NoSuchFileException.class);
    }
}
