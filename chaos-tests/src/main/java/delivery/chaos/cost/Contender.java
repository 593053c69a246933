package delivery.chaos.cost;

import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.report.cost.CostVariant;
import delivery.chaos.report.cost.VariantNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pipeline with settings, to be measured.
 *
 * @param name as in reports
 * @param module that it is or starts from
 * @param change what is otherwise than in the module; empty if nothing is
 * @param settings of its client configuration
 */
record Contender(String name, String module, String change, PipelineUnderTest pipeline, Map<String, String> settings) {
    private static final String COMMIT_INTERVAL = "commit.interval.ms";

    /**
     * So long that none is thrown out of its group while it stands still and others are measured; they change nothing
     * while it works.
     */
    private static final Map<String, String> STANDING_STILL = Map.of(
            "session.timeout.ms", "1700000",
            "max.poll.interval.ms", "530000");

    /** The module as it is. */
    static Contender of(PipelineUnderTest module) {
        return new Contender(module.name(), module.name(), "", module.withJvmOptions(CostRun.PIPELINE_JVM), Map.of());
    }

    Contender named(String other) {
        return new Contender(other, module, change, pipeline, settings);
    }

    /** The same with one more setting. */
    Contender with(String setting, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(setting, value);
        return new Contender(name, module, change, pipeline, more);
    }

    /** How long it may take to commit what is done: its commit interval, if it has one. */
    Duration commitInterval() {
        return Duration.ofMillis(Long.parseLong(settings.getOrDefault(COMMIT_INTERVAL, "0")));
    }

    Contender everyMs(int intervalMs) {
        return with(COMMIT_INTERVAL, String.valueOf(intervalMs));
    }

    /** State stores of Kafka Streams that have a changelog. */
    List<String> stores() {
        return module.equals(VariantNames.STREAMS) ? List.of("counts") : List.of();
    }

    String isolation() {
        return pipeline.guarantee().isolationLevel();
    }

    /** What stands in its client configuration. */
    Map<String, String> clientSettings() {
        Map<String, String> all = new TreeMap<>(STANDING_STILL);
        all.putAll(settings);
        return all;
    }

    CostVariant described() {
        return new CostVariant(name, module, change, settings, isolation());
    }
}
