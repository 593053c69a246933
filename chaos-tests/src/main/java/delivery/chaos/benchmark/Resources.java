package delivery.chaos.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What this process holds.
 *
 * @param sockets open ones; 0 where there is no {@code /proc}
 * @param heapBytes in use after a garbage collection
 */
record Resources(int threads, int sockets, long heapBytes) {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    static Resources now() throws IOException {
        System.gc();
        long heapBytes =
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Resources(Thread.getAllStackTraces().size(), openSockets(), heapBytes);
    }

    private static int openSockets() throws IOException {
        if (!Files.isDirectory(OPEN_FILES)) {
            return 0;
        }
        int sockets = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path file : files) {
                sockets += isSocket(file) ? 1 : 0;
            }
        }
        return sockets;
    }

    private static boolean isSocket(Path file) throws IOException {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (NoSuchFileException closedMeanwhile) {
            return false;
        }
    }

    /** Whether no more threads and sockets are held than at another time. */
    boolean noMoreThan(Resources other) {
        return threads <= other.threads && sockets <= other.sockets;
    }
}
