package delivery.chaos.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that repairs by one command what this run is about to break, should this JVM end without having done so
 * itself, be it by SIGINT or by SIGKILL: then the pipe to the guardian closes.
 */
public final class Guardian implements Closeable {
    /**
     * Waits for a word. A command that is still at work when the pipe closes is waited for, no longer than it is given
     * otherwise: what it breaks has to be broken before it is repaired.
     */
    private static final String SCRIPT = """
            breaking=
            while read -r word pid; do
              case $word in
                breaking) breaking=$pid ;;
                broken) breaking= ;;
                repaired) exit 0 ;;
              esac
            done
            waited=0
            while [ -n "$breaking" ] && [ $waited -lt 60 ] && kill -0 "$breaking" 2>/dev/null; do
              sleep 1
              waited=$((waited + 1))
            done
            sh -c "$1" </dev/null >/dev/null 2>&1
            echo "$2: exit code $?" >&2
            """;

    private final Process process;
    private final Writer words;

    private Guardian(Process process) {
        this.process = process;
        this.words = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /**
     * Sets a guardian, before anything is broken.
     *
     * @param repair for {@code sh -c}; may be run when there is nothing to repair
     * @param directory in which it is run
     * @param what it says on standard error when it was run, in a line, before the exit code
     */
    public static Guardian set(String repair, Path directory, String what) throws IOException {
        return new Guardian(
                new ProcessBuilder(SessionLauncher.before(List.of("sh", "-c", SCRIPT, "guardian", repair, what)))
                        .directory(directory.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** A process begins to break something. */
    public void breaking(long pid) {
        say("breaking " + pid);
    }

    /** It has ended. */
    public void broken() {
        say("broken");
    }

    /** All is repaired. */
    @Override
    public void close() {
        say("repaired");
        process.onExit().join();
    }

    private void say(String word) {
        try {
            words.write(word + "\n");
            words.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(
                    "the guardian (pid " + process.pid() + ") has ended: " + gone.getMessage(), gone);
        }
    }
}
