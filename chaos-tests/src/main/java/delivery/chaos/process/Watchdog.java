package delivery.chaos.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process of its own that outlives a SIGKILL of the harness by a moment: it is told every child's pid on its standard
 * input, and when that closes, kills those that still run, with what they have started. Works for children of any
 * language, which need know nothing.
 */
final class Watchdog {
    private Watchdog() {}

    /** Starts the watchdog; closing its standard input, or the end of this JVM, sets it off. */
    static Process start() throws IOException {
        // Ctrl-C goes to the whole process group; the watchdog must be the last to leave.
        List<String> command = List.of(
                "sh",
                "-c",
                "trap '' INT TERM HUP; exec \"$@\"",
                "watchdog",
                JavaCommand.executable(),
                "-Xmx16m",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JavaCommand.location(Watchdog.class).toString(),
                Watchdog.class.getName());
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The line that tells a watchdog of a process: pid and start time, for pids are used again. */
    static String watch(ProcessHandle process) {
        return process.pid() + " " + startMs(process) + "\n";
    }

    /** The line that tells a watchdog that nothing is left of a process. */
    static String forget(long pid) {
        return pid + "\n";
    }

    private static long startMs(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(-1L);
    }

    public static void main(String[] none) throws IOException, InterruptedException {
        Map<Long, ProcessHandle> children = new HashMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                long pid = Long.parseLong(words[0]);
                if (words.length == 1) {
                    children.remove(pid);
                } else {
                    long startMs = Long.parseLong(words[1]);
                    // Looked up at once: a handle knows its process again even when the clock has been set since.
                    ProcessHandle.of(pid)
                            .filter(process -> startMs(process) == startMs)
                            .ifPresent(process -> children.put(pid, process));
                }
            }
        }
        // Once before the children have ended, for some are found by their parents; once after, for some were started
        // since.
        List<ProcessTable.ProcessEntry> families = ProcessTable.read().family(children.keySet());
        children.values().forEach(ProcessHandle::destroyForcibly);
        kill(families);
        kill(ProcessTable.read().family(children.keySet()));
    }

    private static void kill(List<ProcessTable.ProcessEntry> processes) {
        processes.forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }
}
