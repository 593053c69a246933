package delivery.chaos.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps two runs out of each other's directories. Held until this JVM ends, however it ends, for its runs write one
 * report together: the operating system releases it.
 */
public final class RunLock {
    private static final String FILE = "run.lock";
    private static final Map<Path, FileLock> HELD = new HashMap<>();

    private RunLock() {}

    /**
     * Takes a directory for the runs of this JVM; a second call does nothing.
     *
     * @param directory that holds report and work directories; created if need be
     * @throws CannotStartException if a run of another JVM is at work there
     * @throws IOException if the directory cannot be written to
     */
    public static synchronized void hold(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path place = directory.toRealPath();
        if (HELD.containsKey(place)) {
            return;
        }
        FileChannel channel =
                FileChannel.open(place.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new CannotStartException("another run is at work in " + place
                    + "; wait for its end, or give this one a directory of its own: chaos-tests.jar run --output DIR");
        }
        HELD.put(place, lock);
    }
}
