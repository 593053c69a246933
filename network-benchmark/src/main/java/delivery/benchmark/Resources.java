package delivery.benchmark;

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

    /** Threads and sockets that are held now; the heap is not looked at. */
    static Resources withoutHeap() throws IOException {
        return new Resources(Thread.getAllStackTraces().size(), openSockets(), 0);
    }

    /**
     * The same with the heap, for a time when nothing ends any more: what is only about to end still holds its buffers.
     */
    Resources withHeap() {
        long heapBytes = Long.MAX_VALUE;
        for (long now = collectedHeapBytes(); now < heapBytes; now = collectedHeapBytes()) {
            heapBytes = now;
        }
        return new Resources(threads, sockets, heapBytes);
    }

    private static long collectedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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
