package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.contract.Guarantee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was run, with what, on what.
 *
 * @param seed from which those of the scenarios are drawn
 * @param started wall-clock time, ISO-8601
 * @param command the command line that started it
 * @param machine facts about the machine, in reading order: Java, operating system, cores, …
 * @param guarantees of all modules there are, in reading order; those without a cell are reported as not run
 * @param faults all there are, in reading order; those without a cell are reported as not run
 * @param missing what is planned and not finished, by cell and, where a cell is run several times, by run
 * @param settings of the modules' Kafka clients, by module; those of a foreign program are not known
 * @param harness what is set from outside of the modules
 */
public record Run(
        Suite suite,
        Kafka kafka,
        Toxiproxy toxiproxy,
        long seed,
        String started,
        double durationSeconds,
        String command,
        Map<String, String> machine,
        List<Guarantee> guarantees,
        List<FaultDefinition> faults,
        List<String> missing,
        Map<String, List<ReportedSetting>> settings,
        HarnessSettings harness) {

    /**
     * Settings that the harness gives so that a scenario takes seconds and strikes at an exact event. They decide how
     * long a pipeline needs to notice a fault and how much is in flight, so that times and counts rest on them.
     *
     * @param brokers by name
     * @param clients by fault, then by name; what a module sets itself goes before these
     */
    public record HarnessSettings(Map<String, String> brokers, Map<String, Map<String, String>> clients) {
        /** Of a run that does not say. */
        public static final HarnessSettings UNKNOWN = new HarnessSettings(Map.of(), Map.of());

        /** Of the clients': what holds under every fault, by name. */
        public Map<String, String> underEveryFault() {
            Map<String, String> common = new TreeMap<>();
            clients.values().stream().findFirst().ifPresent(common::putAll);
            clients.values().forEach(settings -> common.entrySet().retainAll(settings.entrySet()));
            return common;
        }

        /** Of the clients': the others, once for all faults that have the same, {@code none, acks-lost}. */
        public Map<String, Map<String, String>> byFaults() {
            Map<String, String> common = underEveryFault();
            Map<Map<String, String>, String> faults = new LinkedHashMap<>();
            clients.forEach((fault, settings) -> {
                Map<String, String> others = new TreeMap<>(settings);
                others.keySet().removeAll(common.keySet());
                faults.merge(others, fault, (some, another) -> some + ", " + another);
            });
            Map<String, Map<String, String>> byFaults = new LinkedHashMap<>();
            faults.forEach((settings, names) -> byFaults.put(names, settings));
            return byFaults;
        }
    }

    /** Whether it is of pipelines with mistakes, which are meant to break their promise, and of their controls. */
    public boolean isTrial() {
        return command.contains("-Psabotage");
    }

    /** Whether a cell is of such a pipeline, and not of a control: the command that repeats it puts it on trial. */
    public boolean isPlanted(Cell cell) {
        String repeat = cell.audit().scenario().repeat() + " ";
        return isTrial() && repeat.contains("-Dchaos.sabotages=" + cell.module() + " ");
    }

    /** What tells it from every other run: {@code 20261130T060533Z-42}, by when it began and its seed. */
    public String id() {
        return id(started, String.valueOf(seed));
    }

    /** The same of a run of which only the report is there. */
    public static String id(String started, String seed) {
        return started.replaceAll("[-:]|\\.[0-9]+", "") + "-" + seed;
    }

    /** This suite: its version and the commit it was built from. */
    public record Suite(String version, String commit) {}

    /**
     * Versions of what stands on either end of the links.
     *
     * @param transactionVersion the {@code transaction.version} that the brokers have finalized
     */
    public record Kafka(String broker, String clients, String streams, int transactionVersion) {}

    /**
     * The proxy in the links.
     *
     * @param kind {@code embedded}, {@code binary}, {@code container} or {@code remote}
     */
    public record Toxiproxy(String kind, String version) {}

    /**
     * A fault by name.
     *
     * @param when what happens, in a few words
     * @param definition what it breaks, in a sentence
     */
    public record FaultDefinition(String name, String when, String definition) {}

    /**
     * A setting of a module's Kafka clients.
     *
     * @param name as Kafka calls it
     * @param value what the module sets it to
     * @param kafkaDefault what it is if nobody sets it; empty if Kafka has none
     * @param why the module's reason; empty if it gives none
     * @param kafkaSays the first sentence of Kafka's own documentation
     */
    public record ReportedSetting(String name, String value, String kafkaDefault, String why, String kafkaSays) {}
}
