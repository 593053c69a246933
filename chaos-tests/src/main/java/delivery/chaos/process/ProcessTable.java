package delivery.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes of this machine that live at one moment, as {@code /proc} shows them on Linux, and {@code ps} elsewhere.
 * What has ended and was not waited for yet is none.
 */
record ProcessTable(List<Entry> entries) {
    static final Path PROC = Path.of("/proc");
    private static final String ENDED = "ZX";

    /**
     * A process.
     *
     * @param parent pid of the process that started it, or of the one that has taken that one's place
     * @param session pid of the process that began its session; elsewhere than on Linux, of its process group
     * @param state a letter, as {@code ps} shows it: {@code T} stands still
     */
    record Entry(long pid, long parent, long session, char state) {}

    /** Whether this system has a {@code /proc}. */
    static boolean hasProc() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    static ProcessTable read() throws IOException, InterruptedException {
        return new ProcessTable((hasProc() ? fromProc() : fromPs())
                .stream().filter(entry -> ENDED.indexOf(entry.state()) < 0).toList());
    }

    /** A process and whatever it started, as long as that has not begun a session of its own. */
    List<Entry> family(long pid) {
        return entries.stream()
                .filter(entry -> entry.pid() == pid || entry.session() == pid)
                .toList();
    }

    /** The state of one process; empty if it is gone. Elsewhere than on Linux, whoever asks for one asks for all. */
    static Optional<Character> state(long pid) throws IOException {
        return entry(PROC.resolve(String.valueOf(pid))).map(Entry::state).filter(state -> ENDED.indexOf(state) < 0);
    }

    private static List<Entry> fromProc() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path process : numbered(PROC)) {
            entry(process).ifPresent(entries::add);
        }
        return entries;
    }

    private static List<Entry> fromPs() throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        for (String line : ShortCommand.run(List.of("ps", "-A", "-o", "pid=,ppid=,pgid=,stat="))
                .lines()
                .toList()) {
            String[] words = line.strip().split("\\s+");
            entries.add(new Entry(
                    Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), words[3].charAt(0)));
        }
        return entries;
    }

    /** The state of every thread of a process, a letter for each; empty if it is gone. Linux only. */
    static String threadStates(long pid) throws IOException {
        StringBuilder states = new StringBuilder();
        for (Path thread : numbered(PROC.resolve(pid + "/task"))) {
            entry(thread).map(Entry::state).ifPresent(states::append);
        }
        return states.toString();
    }

    private static List<Path> numbered(Path directory) throws IOException {
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

    private static Optional<Entry> entry(Path processOrThread) throws IOException {
        try {
            String stat = Files.readString(processOrThread.resolve("stat"));
            // What follows the name, which stands in parentheses and may hold any character: state, parent, group,
            // session.
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new Entry(
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
