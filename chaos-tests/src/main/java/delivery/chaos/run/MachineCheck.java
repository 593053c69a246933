package delivery.chaos.run;

import com.sun.management.OperatingSystemMXBean;
import delivery.chaos.scenario.InputOptions;
import delivery.chaos.workload.PageViews;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says at once, and how much, when a machine is too small for a run, instead of failing half way. */
final class MachineCheck {
    private static final long MIB = 1 << 20;
    /** A whole run was seen to write 250 MiB, three replicas of every topic in the main; and room to spare. */
    private static final long DISK_BYTES = 1L << 30;
    private static final int REPLICAS = 3;
    /** Of an event and its effect: keys, headers, framing. */
    private static final int OVERHEAD_BYTES = 200;
    /** Three brokers of 450 MB, two pipelines at a time, the harness. */
    private static final long MEMORY_BYTES = 3L << 30;

    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private MachineCheck() {}

    /**
     * Throws if the machine has too little left.
     *
     * @param directory where the run will write
     * @param input of each scenario
     * @param atATime how many scenarios keep theirs on the brokers together
     * @throws IllegalStateException that says how much there is and how much it takes
     */
    static void require(Path directory, InputOptions input, int atATime) throws IOException {
        require("disk in " + directory, Files.getFileStore(directory).getUsableSpace(), diskBytes(input, atATime));
        require("memory", availableMemoryBytes(), MEMORY_BYTES);
    }

    /** What events and effects take beside what every run does, each in three replicas. */
    static long diskBytes(InputOptions input, int atATime) {
        long events = input.events().orElse(PageViews.MIN_EVENTS);
        return DISK_BYTES + atATime * events * REPLICAS * (input.valueBytes() + OVERHEAD_BYTES);
    }

    static void require(String what, long availableBytes, long neededBytes) {
        if (availableBytes < neededBytes) {
            throw new IllegalStateException("too little " + what + " to start: " + availableBytes / MIB
                    + " MiB available, " + neededBytes / MIB + " MiB needed");
        }
    }

    /** Linux knows what can be had without swapping; elsewhere all of the machine's memory must do. */
    private static long availableMemoryBytes() throws IOException {
        if (!Files.isReadable(MEMINFO)) {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        }
        List<String> lines = Files.readAllLines(MEMINFO);
        return lines.stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
