package delivery.chaos.process;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.Locale;

/**
 * How much slower than usual the machine is for each of its processes: by its load average of the last minute, in which
 * Linux counts who waits for a processor and who waits for a disk.
 */
public final class MachineLoad {
    /** Of a core, while this suite has the machine for itself. */
    private static final double USUAL_PER_CORE = 2;

    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getOperatingSystemMXBean();

    private MachineLoad() {}

    /** 1 on a machine as usual, or whose load is not known; 3 where three times as many wait. */
    public static double slowdown() {
        return slowdown(SYSTEM.getSystemLoadAverage(), SYSTEM.getAvailableProcessors());
    }

    /** A time for the machine as usual, as it is now. */
    public static Duration scaled(Duration usual) {
        return Duration.ofMillis(Math.round(usual.toMillis() * slowdown()));
    }

    static double slowdown(double loadAverage, int cores) {
        return Math.max(1, loadAverage / cores / USUAL_PER_CORE);
    }

    /** {@code load average 5.9 on 2 cores}. */
    public static String inWords() {
        return String.format(
                Locale.ROOT,
                "load average %.1f on %d cores",
                SYSTEM.getSystemLoadAverage(),
                SYSTEM.getAvailableProcessors());
    }
}
