package delivery.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** SIGSTOP and SIGCONT, which Java cannot send, and the state of a process, which tells that they have worked. */
final class StopSignal {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Path PROC = Path.of("/proc");

    private StopSignal() {}

    /**
     * Stops a process and waits until it stands still.
     *
     * @return how that shows: {@code state T, all 34 threads}
     */
    static String stop(long pid) throws InterruptedException {
        send("STOP", pid);
        String[] states = new String[1];
        Awaitility.await("pid " + pid + " to be stopped")
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    states[0] = states(pid);
                    return states[0].chars().allMatch(state -> state == 'T');
                });
        return states[0].length() == 1 ? "state T" : "state T, all " + states[0].length() + " threads";
    }

    /** Whether a process stands still. */
    static boolean isStopped(long pid) throws InterruptedException {
        try {
            return states(pid).chars().allMatch(state -> state == 'T');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Lets a stopped process go on and waits until it does. */
    static void resume(long pid) throws InterruptedException {
        send("CONT", pid);
        Awaitility.await("pid " + pid + " to go on")
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> states(pid).indexOf('T') < 0);
    }

    private static void send(String signal, long pid) throws InterruptedException {
        String said = run(List.of("sh", "-c", "kill -" + signal + " " + pid));
        if (!said.isEmpty()) {
            throw new IllegalStateException("SIG" + signal + " could not be sent to pid " + pid + ": " + said);
        }
    }

    /** One letter for every thread where the system shows them (Linux), else one for the process. */
    private static String states(long pid) throws IOException, InterruptedException {
        Path threads = PROC.resolve(pid + "/task");
        if (!Files.isDirectory(threads)) {
            return run(List.of("ps", "-o", "stat=", "-p", String.valueOf(pid))).substring(0, 1);
        }
        StringBuilder states = new StringBuilder();
        try (Stream<Path> tasks = Files.list(threads)) {
            for (Path task : tasks.toList()) {
                try {
                    String stat = Files.readString(task.resolve("stat"));
                    // The state follows the name, which stands in parentheses and may hold any character.
                    states.append(stat.charAt(stat.lastIndexOf(')') + 2));
                } catch (NoSuchFileException threadHasEnded) {
                    continue;
                }
            }
        }
        return states.toString();
    }

    private static String run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(command + " did not end within " + DEADLINE);
            }
            return said;
        } catch (IOException failed) {
            throw new IllegalStateException(command + " cannot be run: " + failed.getMessage(), failed);
        }
    }
}
