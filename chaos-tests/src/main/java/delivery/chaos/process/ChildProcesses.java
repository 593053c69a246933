package delivery.chaos.process;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Starts the processes of a run and sees to it that none outlives it: {@link #close()} and a shutdown hook kill what is
 * left, and a {@link Watchdog} does so when this JVM is killed itself.
 */
public final class ChildProcesses implements Closeable {
    private static final int END_DEADLINE_MS = 10_000;

    private final Set<ChildProcess> children = ConcurrentHashMap.newKeySet();
    private final Process watchdog;
    private final BufferedWriter toWatchdog;
    private boolean closed;
    private final Thread hook = new Thread(this::destroyAll, "kill-children");

    public ChildProcesses() throws IOException {
        watchdog = Watchdog.start();
        toWatchdog = new BufferedWriter(new OutputStreamWriter(watchdog.getOutputStream(), StandardCharsets.US_ASCII));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a process.
     *
     * @param name for messages: {@code broker-1}
     * @param environment added to this process's own
     * @param log file that its standard output and error are appended to
     * @throws IOException if it cannot be started, or the run is over
     */
    public synchronized ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        if (closed) {
            throw new IOException(name + " is not started, for the run is over");
        }
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        ChildProcess child = new ChildProcess(name, process, log);
        children.add(child);
        process.getOutputStream().close();
        toWatchdog.write(Watchdog.watch(process.toHandle()));
        toWatchdog.flush();
        process.onExit().thenRun(() -> children.remove(child));
        return child;
    }

    /** From here on none is started, so that a supervisor cannot replace what is killed here. */
    private synchronized void destroyAll() {
        closed = true;
        children.forEach(ChildProcess::destroy);
    }

    /** Kills every child that still runs and waits for their end. */
    @Override
    public void close() throws IOException {
        destroyAll();
        for (ChildProcess child : children) {
            child.onExit().orTimeout(END_DEADLINE_MS, TimeUnit.MILLISECONDS).join();
        }
        toWatchdog.close();
        watchdog.onExit().orTimeout(END_DEADLINE_MS, TimeUnit.MILLISECONDS).join();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
