package delivery.chaos.process;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands before the command of every child. It begins a session, so that whatever the child starts in its turn can
 * be found, paused and ended with it; and it takes back the signals that this JVM was started to ignore, as
 * {@code nohup} and some build servers do: a child would ignore SIGTERM for ever, and a POSIX shell may not undo that.
 */
final class SessionLauncher {
    private static final List<String> COREUTILS =
            List.of("setsid", "env", "--default-signal", "sh", "-c", "exec \"$@\"", "child");
    private static final List<String> PERL = List.of(
            "perl",
            "-e",
            "use POSIX (); POSIX::setsid(); $SIG{$_} = 'DEFAULT' for qw(HUP INT QUIT TERM);"
                    + " exec {$ARGV[0]} @ARGV; print \"$ARGV[0]: $!\\n\"; exit 127");

    /** Empty where the system has no program that does it. */
    private static final List<String> WORDS = choose();

    private SessionLauncher() {}

    private static List<String> choose() {
        for (List<String> way : List.of(COREUTILS, PERL)) {
            if (works(way)) {
                return way;
            }
        }
        System.err.println(
                "there is neither setsid with env --default-signal nor perl: what a child process starts in its"
                        + " turn is not ended with it, and children ignore the signals that this process ignores");
        return List.of();
    }

    /** A command with what stands before it. */
    static List<String> before(List<String> command) {
        return before(command, WORDS);
    }

    private static List<String> before(List<String> command, List<String> words) {
        return Stream.concat(words.stream(), command.stream()).toList();
    }

    private static boolean works(List<String> way) {
        try {
            return ShortCommand.exitCode(before(List.of("true"), way)) == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
