package delivery.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A process and whatever it has started in its turn, and the signals that all of them get together. What has begun a
 * session of its own belongs to them if it was seen while its parent lived.
 */
final class Family {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
    private static final char STOPPED = 'T';

    private final long pid;
    /** Those with a session of their own: once their parents have ended, nothing else tells where they belong. */
    private final Set<ProcessHandle> strays = ConcurrentHashMap.newKeySet();

    /** @param pid of the process that this run started */
    Family(long pid) {
        this.pid = pid;
    }

    /** Those that have not ended. */
    List<ProcessTable.ProcessEntry> members() throws InterruptedException {
        strays.removeIf(stray -> !stray.isAlive());
        Set<Long> known = strays.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
        known.add(pid);
        try {
            List<ProcessTable.ProcessEntry> members = ProcessTable.read().family(known);
            members.stream()
                    .filter(member -> member.session() != pid && member.pid() != pid)
                    .flatMap(member -> ProcessHandle.of(member.pid()).stream())
                    .forEach(strays::add);
            return members;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Stops all of them by SIGSTOP, and waits until they stand still.
     *
     * @return how that shows: {@code state T, all 34 threads}
     * @throws IllegalStateException if the process ended, or does not stand still in time
     */
    String stop() throws InterruptedException {
        Set<String> said = new LinkedHashSet<>();
        try {
            Awaitility.await()
                    .atMost(DEADLINE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> {
                        List<ProcessTable.ProcessEntry> running = members().stream()
                                .filter(member -> !standsStill(member))
                                .toList();
                        said.add(signal("STOP", oldest(running)));
                        return running.isEmpty();
                    });
        } catch (ConditionTimeoutException late) {
            throw new IllegalStateException(
                    "pid " + pid + " does not stand still " + DEADLINE.toSeconds() + " s after SIGSTOP "
                            + String.join("; ", said),
                    late);
        }
        return proofOfStop();
    }

    /**
     * Those of which no parent runs. Parents are stopped first: one that has started a child by vfork cannot be stopped
     * until the child is its own program, which it never is once it is stopped; and a parent that runs may start
     * another.
     */
    private static List<ProcessTable.ProcessEntry> oldest(List<ProcessTable.ProcessEntry> running) {
        Set<Long> pids = running.stream().map(ProcessTable.ProcessEntry::pid).collect(Collectors.toSet());
        return running.stream()
                .filter(member -> !pids.contains(member.parent()))
                .toList();
    }

    private String proofOfStop() throws InterruptedException {
        List<ProcessTable.ProcessEntry> members = members();
        if (members.stream().noneMatch(member -> member.pid() == pid)) {
            throw new IllegalStateException("pid " + pid + " does not stand still after SIGSTOP: it has ended");
        }
        String states = members.stream().map(Family::states).collect(Collectors.joining());
        if (states.isEmpty() || !isStopped(states)) {
            throw new IllegalStateException(
                    "pid " + pid + " does not stand still after SIGSTOP: its threads are in states " + states);
        }
        String threads = states.length() == 1 ? "state T" : "state T, all " + states.length() + " threads";
        return members.size() == 1 ? threads : threads + " of " + members.size() + " processes";
    }

    /** Whether all of a process stands still; also if it has ended meanwhile. */
    private static boolean standsStill(ProcessTable.ProcessEntry member) {
        String states = states(member);
        return states.isEmpty() || isStopped(states);
    }

    private static boolean isStopped(String states) {
        return states.chars().allMatch(state -> state == STOPPED);
    }

    /** Whether at least one of these stands still. */
    static boolean isPartlyStopped(List<ProcessTable.ProcessEntry> members) {
        return members.stream().anyMatch(process -> process.state() == STOPPED);
    }

    /**
     * How often each of their threads that does not sleep has gone to sleep by itself, by thread id; empty if all sleep
     * or have ended. Where the system does not show threads, each process that does not sleep is listed with 0.
     */
    Map<Long, Long> awake() throws InterruptedException {
        Map<Long, Long> awake = new HashMap<>();
        try {
            for (ProcessTable.ProcessEntry member : members()) {
                if (ProcessTable.hasProc()) {
                    awake.putAll(ProcessTable.awakeThreads(member.pid()));
                } else if (ProcessTable.ASLEEP.indexOf(member.state()) < 0) {
                    awake.put(member.pid(), 0L);
                }
            }
            return awake;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The processor time that those of them have used that live; zero where the system does not tell. */
    Duration cpuTime() throws InterruptedException {
        return members().stream()
                .flatMap(member -> ProcessHandle.of(member.pid()).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Lets all of them go on, and waits until they do, or have ended. */
    void resume() throws InterruptedException {
        signal("CONT", members());
        Awaitility.await("pid " + pid + " to go on")
                .atMost(DEADLINE)
                .pollInterval(POLL_INTERVAL)
                .until(() -> !isPartlyStopped(members()));
    }

    /** Asks all of them by a signal to stop, as a service manager does. */
    void requestEnd(String signal) throws InterruptedException {
        signal(signal, members());
    }

    /** Ends all of them by SIGKILL, the first one first: it shall not see the end of what it has started. */
    void kill() throws InterruptedException {
        // Looked for while the first one lives, which is all that shows where some of the others belong.
        members();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends by SIGKILL what a process that has ended has left, and waits until nothing of it is there. */
    void endRemains() throws InterruptedException {
        Awaitility.await("what pid " + pid + " had started to end")
                .atMost(DEADLINE)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .until(() -> {
                    forEach(ProcessHandle::destroyForcibly);
                    return members().isEmpty();
                });
    }

    private void forEach(Consumer<ProcessHandle> signal) throws InterruptedException {
        for (ProcessTable.ProcessEntry member : members()) {
            ProcessHandle.of(member.pid()).ifPresent(signal);
        }
    }

    /** A letter for every thread where the system shows them (Linux), else one for the process. */
    private static String states(ProcessTable.ProcessEntry member) {
        return ProcessTable.hasProc() ? states(member.pid()) : String.valueOf(member.state());
    }

    private static String states(long pid) {
        try {
            return ProcessTable.threadStates(pid);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the complaints of kill, for example of a process that ended meanwhile. They decide nothing. */
    private static String signal(String name, List<ProcessTable.ProcessEntry> processes) throws InterruptedException {
        if (processes.isEmpty()) {
            return "";
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -" + name + " \"$@\"", "kill"));
        processes.forEach(process -> command.add(String.valueOf(process.pid())));
        return ShortCommand.run(command);
    }
}
