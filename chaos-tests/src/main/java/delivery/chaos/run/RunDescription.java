package delivery.chaos.run;

import delivery.chaos.cluster.BrokerSettings;
import delivery.chaos.fault.Fault;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.report.Run;
import delivery.chaos.scenario.Course;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a report says of a run as a whole.
 *
 * @param command that runs it again
 * @param brokers what they run in, for people
 * @param transactionVersion that they have finalized
 * @param modules in reading order; those without a cell are reported as not run
 * @param faults likewise
 */
record RunDescription(
        ChaosOptions options,
        String command,
        Versions versions,
        ToxiproxyServer toxiproxy,
        String brokers,
        int transactionVersion,
        Instant started,
        long startNanos,
        List<PipelineUnderTest> modules,
        List<Fault> faults) {

    /**
     * The run as it stands now.
     *
     * @param missing what is not finished
     */
    Run now(List<String> missing) {
        return new Run(
                new Run.Suite(versions.suite(), versions.commit()),
                new Run.Kafka(versions.brokers(), versions.kafka(), versions.streams(), transactionVersion),
                new Run.Toxiproxy(toxiproxy.kind().toString(), toxiproxy.version()),
                options.seed(),
                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                seconds(),
                command,
                machine(),
                modules.stream().map(PipelineUnderTest::guarantee).toList(),
                faults.stream()
                        .map(fault -> new Run.FaultDefinition(fault.name(), fault.when(), fault.description()))
                        .toList(),
                missing,
                modules.stream().collect(Collectors.toMap(PipelineUnderTest::name, RunDescription::settings)),
                harness());
    }

    private Run.HarnessSettings harness() {
        Map<String, Map<String, String>> clients = new LinkedHashMap<>();
        faults.forEach(fault ->
                clients.put(fault.name(), Course.of(fault, options.input()).clientSettings(fault)));
        return new Run.HarnessSettings(options.foreign().isPresent() ? Map.of() : BrokerSettings.byName(), clients);
    }

    /** Since the run began. */
    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private static List<Run.ReportedSetting> settings(PipelineUnderTest module) {
        return module.settings().stream()
                .map(setting -> new Run.ReportedSetting(
                        setting.name(), setting.value(), setting.kafkaDefault(), setting.why(), setting.kafkaSays()))
                .toList();
    }

    private Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        machine.put("operating system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("brokers", brokers);
        return machine;
    }
}
