package delivery.chaos.process;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts the processes of a run and sees to it that none outlives it: {@link #close()} and a shutdown hook kill what is
 * left, and a {@link Watchdog} does so when this JVM is killed itself. Whoever starts a process is told when somebody
 * outside of the run ends it, or lets it stand still.
 */
public final class ChildProcesses implements Closeable {
    private static final int END_DEADLINE_MS = 10_000;

    private final Set<ChildProcess> children = ConcurrentHashMap.newKeySet();
    private final Process watchdog;
    private final BufferedWriter toWatchdog;
    private final Lookout lookout = new Lookout(children, this::release);
    private boolean closed;
    private final Thread hook = new Thread(this::destroyAll, "kill-children");

    public ChildProcesses() throws IOException {
        watchdog = Watchdog.start();
        toWatchdog = new BufferedWriter(new OutputStreamWriter(watchdog.getOutputStream(), StandardCharsets.US_ASCII));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** As {@link #start(String, List, Map, Path, Consumer)}; interference is printed. */
    public ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        return start(
                name, command, environment, log, interference -> System.err.println(name + ": " + interference.what()));
    }

    /** As {@link #start(String, List, Map, Optional, Path, Consumer)}, in the directory of this process. */
    public ChildProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Consumer<Interference> outside)
            throws IOException {
        return start(name, command, environment, Optional.empty(), log, outside);
    }

    /**
     * Starts a process.
     *
     * @param name for messages: {@code broker-1}
     * @param environment added to this process's own
     * @param directory to start it in; that of this process if empty
     * @param log file that its standard output and error are appended to
     * @param outside is told, by one thread that tells of all processes, what others do to it
     * @throws IOException if it cannot be started, or the run is over
     */
    public synchronized ChildProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Optional<Path> directory,
            Path log,
            Consumer<Interference> outside)
            throws IOException {
        if (closed) {
            throw new IOException(name + " is not started, for the run is over");
        }
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(SessionLauncher.before(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        directory.map(Path::toFile).ifPresent(builder::directory);
        Process process = builder.start();
        ChildProcess child = new ChildProcess(name, process, log, outside);
        children.add(child);
        process.getOutputStream().close();
        tellWatchdog(Watchdog.watch(process.toHandle()));
        child.onExit().thenRun(() -> lookout.run(() -> ended(child)));
        return child;
    }

    private void ended(ChildProcess child) {
        child.lookAtEnd();
        release(child);
    }

    private void release(ChildProcess child) {
        try {
            if (child.endRemains()) {
                children.remove(child);
                tellWatchdog(Watchdog.forget(child.startedPid()));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tellWatchdog(String line) {
        if (closed) {
            return;
        }
        try {
            toWatchdog.write(line);
            toWatchdog.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("the watchdog of this run has ended: " + gone.getMessage(), gone);
        }
    }

    /** From here on none is started, so that a supervisor cannot replace what is killed here. */
    private synchronized void destroyAll() {
        closed = true;
        children.forEach(ChildProcess::destroy);
    }

    /** Kills every child that still runs, with what it has started, and waits for their end. */
    @Override
    public void close() throws IOException {
        destroyAll();
        lookout.close();
        for (ChildProcess child : children) {
            child.onExit().orTimeout(END_DEADLINE_MS, TimeUnit.MILLISECONDS).join();
            endRemains(child);
        }
        toWatchdog.close();
        watchdog.onExit().orTimeout(END_DEADLINE_MS, TimeUnit.MILLISECONDS).join();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private static void endRemains(ChildProcess child) throws IOException {
        try {
            child.endRemains();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while what was left of a run ended");
        }
    }
}
