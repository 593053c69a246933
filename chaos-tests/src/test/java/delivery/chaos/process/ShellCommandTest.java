package delivery.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCommandTest {
    @TempDir
    private Path directory;

    @Test
    void saysHowACommandEndsAndWhatItPrintsOnStandardErrorAlone() throws Exception {
        ShellCommand.CommandEnd ended = ShellCommand.start("echo done; echo 'no such broker' >&2; exit 3", directory)
                .await();

        assertThat(ended).isEqualTo(new ShellCommand.CommandEnd(3, "no such broker"));
    }

    @Test
    void readsTheLineAsAShellDoes() throws Exception {
        Path file = directory.resolve("a b");

        assertThat(ShellCommand.start("test -n \"$PATH\" && touch 'a b'", directory)
                        .await()
                        .exitCode())
                .isZero();
        assertThat(file).exists();
    }

    /** As the command does that starts a broker. */
    @Test
    void leavesWhatACommandHasStartedInTheBackground() throws Exception {
        Path file = directory.resolve("pid");

        assertThat(ShellCommand.start("tail -f /dev/null & echo $! > pid", directory)
                        .await()
                        .exitCode())
                .isZero();
        ProcessHandle service =
                ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
        assertThat(service.isAlive()).isTrue();
        service.destroyForcibly();
    }

    @Test
    void leavesNoFileIfTheRunIsKilledMeanwhile() throws Exception {
        ShellCommand command = ShellCommand.start("read forever < forever", fifo("forever"));

        assertThat(Files.readSymbolicLink(Path.of("/proc", String.valueOf(command.pid()), "fd", "2")))
                .asString()
                .endsWith("(deleted)");
        Files.writeString(directory.resolve("forever"), "end\n");
        assertThat(command.await().exitCode()).isZero();
    }

    /** A pipe in the directory, which a command can wait for. Returns the directory. */
    private Path fifo(String name) throws Exception {
        ShellCommand.CommandEnd made =
                ShellCommand.start("mkfifo " + name, directory).await();
        assertThat(made.exitCode()).as(made.said()).isZero();
        return directory;
    }

    @Test
    void endsACommandThatDoesNothing() throws Exception {
        ShellCommand command = ShellCommand.start("tail -f /dev/null & wait", directory);

        assertThatThrownBy(() -> command.await(Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it did not end: for PT0.3S it neither");
        assertThat(new Family(command.pid()).members()).isEmpty();
    }
}
