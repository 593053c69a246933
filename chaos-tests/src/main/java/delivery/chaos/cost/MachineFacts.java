package delivery.chaos.cost;

import delivery.chaos.run.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a benchmark ran on, and when.
 *
 * @param load of the machine when the run began: 1, 5 and 15 minutes; empty where there is no {@code /proc}
 */
record MachineFacts(Instant started, String load) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final int AVERAGES = 3;

    static MachineFacts read() throws IOException {
        String load = Files.isReadable(LOAD)
                ? String.join(" ", List.of(Files.readString(LOAD).split(" ")).subList(0, AVERAGES))
                : "";
        return new MachineFacts(Instant.now().truncatedTo(ChronoUnit.SECONDS), load);
    }

    Map<String, String> machine() throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put(
                "machine",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        machine.put("processors", Runtime.getRuntime().availableProcessors() + cpuModel());
        machine.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        machine.put("load before (1, 5, 15 minutes)", load);
        return machine;
    }

    static Map<String, String> versions() {
        Versions versions = Versions.read();
        Map<String, String> named = new LinkedHashMap<>();
        named.put("suite", versions.suite() + ", commit " + versions.commit());
        named.put("Kafka", versions.kafka());
        return named;
    }

    /** Machine, versions, time and command together. */
    Map<String, String> byName(String command) throws IOException {
        Map<String, String> all = machine();
        all.putAll(versions());
        all.put("started", started.toString());
        all.put("command", command);
        return all;
    }

    private static String cpuModel() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> ", " + line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        }
    }
}
