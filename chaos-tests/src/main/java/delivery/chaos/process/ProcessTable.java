package delivery.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processes of this machine that live at one moment, as {@code /proc} shows them on Linux, and {@code ps}
 * elsewhere. A process that has ended and was not waited for yet does not count.
 */
record ProcessTable(List<ProcessEntry> entries) {
    static final Path PROC = Path.of("/proc");
    /** Linux has one letter; elsewhere ps has another for what has slept for long. */
    static final String ASLEEP = "SI";

    private static final String ENDED = "ZX";
    private static final String SLEEPS = "voluntary_ctxt_switches:";

    /**
     * A process.
     *
     * @param parent pid of the process that started it, or of the one that has taken that one's place
     * @param session pid of the process that began its session; elsewhere than on Linux, of its process group
     * @param state a letter, as {@code ps} shows it: {@code T} stands still
     */
    record ProcessEntry(long pid, long parent, long session, char state) {}

    /** Whether this system has a {@code /proc}. */
    static boolean hasProc() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    static ProcessTable read() throws IOException, InterruptedException {
        return new ProcessTable((hasProc() ? fromProc() : fromPs())
                .stream().filter(entry -> ENDED.indexOf(entry.state()) < 0).toList());
    }

    /** Processes and whatever they have started: all of their sessions, and all whose parents are found so. */
    List<ProcessEntry> family(Collection<Long> pids) {
        Set<Long> found = new HashSet<>();
        int before;
        do {
            before = found.size();
            entries.stream()
                    .filter(entry -> pids.contains(entry.pid())
                            || pids.contains(entry.session())
                            || found.contains(entry.parent()))
                    .forEach(entry -> found.add(entry.pid()));
        } while (found.size() > before);
        return entries.stream().filter(entry -> found.contains(entry.pid())).toList();
    }

    /** The state of one process; empty if it is gone. Elsewhere than on Linux, whoever asks for one asks for all. */
    static Optional<Character> state(long pid) throws IOException {
        return entry(PROC.resolve(String.valueOf(pid)))
                .map(ProcessEntry::state)
                .filter(state -> ENDED.indexOf(state) < 0);
    }

    private static List<ProcessEntry> fromProc() throws IOException {
        List<ProcessEntry> entries = new ArrayList<>();
        for (Path process : numbered(PROC)) {
            entry(process).ifPresent(entries::add);
        }
        return entries;
    }

    private static List<ProcessEntry> fromPs() throws InterruptedException {
        List<ProcessEntry> entries = new ArrayList<>();
        for (String line : ShortCommand.run(List.of("ps", "-A", "-o", "pid=,ppid=,pgid=,stat="))
                .lines()
                .toList()) {
            String[] words = line.strip().split("\\s+");
            entries.add(new ProcessEntry(
                    Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), words[3].charAt(0)));
        }
        return entries;
    }

    /** The state of every thread of a process, a letter for each; empty if it is gone. Linux only. */
    static String threadStates(long pid) throws IOException {
        StringBuilder states = new StringBuilder();
        for (Path thread : numbered(PROC.resolve(pid + "/task"))) {
            entry(thread).map(ProcessEntry::state).ifPresent(states::append);
        }
        return states.toString();
    }

    /**
     * How often each thread of a process that does not sleep has gone to sleep by itself, by thread id; empty if all
     * sleep or the process is gone. Linux only.
     */
    static Map<Long, Long> awakeThreads(long pid) throws IOException {
        Map<Long, Long> awake = new HashMap<>();
        for (Path thread : numbered(PROC.resolve(pid + "/task"))) {
            if (entry(thread)
                    .filter(stat -> (ASLEEP + ENDED).indexOf(stat.state()) < 0)
                    .isPresent()) {
                awake.put(Long.parseLong(thread.getFileName().toString()), sleeps(thread));
            }
        }
        return awake;
    }

    private static long sleeps(Path thread) throws IOException {
        try {
            return Files.readAllLines(thread.resolve("status")).stream()
                    .filter(line -> line.startsWith(SLEEPS))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(SLEEPS.length()).strip()))
                    .sum();
        } catch (IOException unreadable) {
            return ifGone(thread, unreadable, 0L);
        }
    }

    static List<Path> numbered(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path ->
                            Character.isDigit(path.getFileName().toString().charAt(0)))
                    .toList();
        } catch (UncheckedIOException unreadable) {
            return ifGone(directory, unreadable.getCause(), List.of());
        } catch (IOException unreadable) {
            return ifGone(directory, unreadable, List.of());
        }
    }

    private static Optional<ProcessEntry> entry(Path processOrThread) throws IOException {
        try {
            String stat = Files.readString(processOrThread.resolve("stat"));
            // What follows the name, which stands in parentheses and may hold any character: state, parent, group,
            // session.
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new ProcessEntry(
                    Long.parseLong(processOrThread.getFileName().toString()),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[3]),
                    words[0].charAt(0)));
        } catch (IOException unreadable) {
            return ifGone(processOrThread, unreadable, Optional.empty());
        }
    }

    /** One that ended while it was read answers "no such file" or "no such process": both are no failure. */
    private static <T> T ifGone(Path processOrThread, IOException unreadable, T answer) throws IOException {
        if (Files.exists(processOrThread.resolve("stat"))) {
            throw unreadable;
        }
        return answer;
    }
}
