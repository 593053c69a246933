package delivery.chaos.run.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live line where somebody watches, plain lines where nobody does. */
class ProgressTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @Test
    void printsALineForEveryFinishedScenarioAndNothingElseIntoALog() {
        try (Progress progress = new Progress.Plain(out)) {
            progress.started("at-least-once/acks-lost");
            progress.finished("at-least-once/acks-lost", "[1/2] at-least-once × acks-lost: PASS");
        }

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo("[1/2] at-least-once × acks-lost: PASS" + System.lineSeparator());
    }

    @Test
    void writesToNoTerminalButThatOfTheStandardOutput() {
        assertThat(Terminal.of(out)).isEmpty();
        assertThat(Progress.of(2, out)).isEqualTo(new Progress.Plain(out));
    }

    @Test
    void showsOnATerminalWhatIsRunningAndHowManyAreFinished() {
        try (Progress progress = new LiveProgress(2, new Terminal(out, 132))) {
            progress.started("at-least-once/acks-lost");
            progress.started("streams-eos/acks-lost");
            progress.finished("at-least-once/acks-lost", "[1/2] at-least-once × acks-lost: PASS");
        }

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("streams-eos/acks-lost")
                .contains("\r\u001b[K[1/2] at-least-once × acks-lost: PASS")
                .contains("1/2 (");
    }

    @Test
    void leavesTheBarAndSaysSoWhenTheRunIsStopped() {
        Progress progress = new LiveProgress(2, new Terminal(out, 80));
        progress.started("at-least-once/acks-lost");
        progress.stopped("stopped after 3 s: 0 of 2 runs finished");

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .endsWith("\u001b[Kstopped after 3 s: 0 of 2 runs finished" + System.lineSeparator());
    }

    @Test
    void drawsNoLineWiderThanTheTerminal() {
        try (Progress progress = new LiveProgress(40, new Terminal(out, 60))) {
            progress.started("idempotent-producer/connection-reset");
            progress.started("transactional-eos/connection-reset");
        }

        assertThat(shown.toString(StandardCharsets.UTF_8).split("[\r\n]"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(60));
    }

    @Test
    void readsTheWidthOfATerminalFromWhatSttySays() {
        assertThat(Terminal.columns("40 132\n")).isEqualTo(132);
        assertThat(Terminal.columns("0 0\n")).isEqualTo(80);
        assertThat(Terminal.columns("stty: 'standard input': Inappropriate ioctl for device\n"))
                .isEqualTo(80);
    }

    @Test
    void knowsATerminalByWhereAnOpenFileLeads(@TempDir Path directory) throws IOException {
        Path toTerminal = Files.createSymbolicLink(directory.resolve("1"), Path.of("/dev/pts/7"));
        Path toFile = Files.createSymbolicLink(directory.resolve("2"), directory.resolve("log"));

        assertThat(Terminal.device(toTerminal)).contains(Path.of("/dev/pts/7"));
        assertThat(Terminal.device(toFile)).isEmpty();
        assertThat(Terminal.device(directory.resolve("nothing"))).isEmpty();
    }
}
