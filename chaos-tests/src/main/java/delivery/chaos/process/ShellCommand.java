package delivery.chaos.process;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * A command line of somebody's, run by {@code sh -c} in a session of its own, which no Ctrl-C reaches. What it starts
 * may outlive it: the command that starts a service ends, and the service runs.
 */
public final class ShellCommand {
    private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(60);
    private static final Path NOTHING = Path.of("/dev/null");

    private final Process process;
    private final FileChannel errors;

    private ShellCommand(Process process, FileChannel errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * How a command has ended.
     *
     * @param said what it has printed on standard error
     */
    public record CommandEnd(int exitCode, String said) {}

    /** Starts it in a directory, with nothing to read; what it prints on standard output is thrown away. */
    public static ShellCommand start(String line, Path directory) throws IOException {
        // A file and no pipe, which a service that it starts would keep open, or be ended by. Only its owner reads it,
        // and it has its name no longer than until the command is started: a run that is killed leaves nothing.
        Path named = Files.createTempFile("command", ".stderr");
        try {
            FileChannel errors = FileChannel.open(named, StandardOpenOption.READ);
            try {
                Process process = new ProcessBuilder(SessionLauncher.before(List.of("sh", "-c", line)))
                        .directory(directory.toFile())
                        .redirectInput(NOTHING.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(named.toFile())
                        .start();
                return new ShellCommand(process, errors);
            } catch (IOException failed) {
                errors.close();
                throw failed;
            }
        } finally {
            Files.delete(named);
        }
    }

    /** Of the shell, and of the session. */
    public long pid() {
        return process.pid();
    }

    /**
     * Waits for its end.
     *
     * @throws IOException if it neither prints an error nor uses processor time for a minute; it is ended then, with
     *     all that it has started
     */
    public CommandEnd await() throws IOException, InterruptedException {
        return await(WITHOUT_PROGRESS);
    }

    /** The same after another time. */
    CommandEnd await(Duration withoutProgress) throws IOException, InterruptedException {
        Family family = new Family(process.pid());
        try (errors) {
            boolean ended = new Patience(withoutProgress, () -> List.of(errors.size(), family.cpuTime()))
                    .await(() -> !process.isAlive());
            if (!ended) {
                family.kill();
                family.endRemains();
                throw new IOException("it did not end: for " + withoutProgress
                        + " it neither printed an error nor used processor time");
            }
            byte[] said = Channels.newInputStream(errors).readAllBytes();
            return new CommandEnd(process.exitValue(), new String(said, StandardCharsets.UTF_8).strip());
        }
    }
}
