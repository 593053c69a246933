package delivery.chaos.cost;

import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.report.cost.VariantNames;
import delivery.measured.MeasuredVariant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is measured: the five modules, and variants of them by one setting each. */
final class Contenders {
    /** At-least-once once more, as another process: what the machine makes of no difference. */
    static final String AGAIN = "at-least-once again";

    static final Contender BASELINE = module(VariantNames.AT_LEAST_ONCE);

    /** The modules as they are, the baseline first and last. */
    static final List<Contender> GUARANTEES = Stream.of(
                    Stream.of(BASELINE),
                    Pipelines.ALL.stream()
                            .filter(pipeline -> !pipeline.name().equals(VariantNames.AT_LEAST_ONCE))
                            .map(Contender::of),
                    Stream.of(BASELINE.named(AGAIN)))
            .flatMap(all -> all)
            .toList();

    /** With the same commit interval, and Streams without transactions: what the goals are about. */
    private static final List<Contender> GOALS = List.of(
            byTime("at-least-once-by-time", "at-least-once", 100),
            byTime("transactional-eos-by-time", "transactional-eos", 100),
            byTime("transactional-eos-by-time", "transactional-eos", 100)
                    .with("retry.backoff.ms", "5")
                    .named(VariantNames.TRANSACTIONAL_100_MS_SHORT_BACKOFF),
            variant("streams-at-least-once-same-topology")
                    .named(VariantNames.STREAMS_AT_LEAST_ONCE)
                    .everyMs(100));

    private static final List<Contender> OTHERS = List.of(
            variant("at-least-once-acks-0").named("at-least-once with acks=0"),
            variant("at-least-once-acks-1").named("at-least-once with acks=1"),
            byTime("at-least-once-by-time", "at-least-once", 10),
            byTime("at-least-once-by-time", "at-least-once", 1_000),
            byTime("transactional-eos-by-time", "transactional-eos", 10),
            byTime("transactional-eos-by-time", "transactional-eos", 1_000),
            ofRecords(100),
            ofRecords(2_000),
            module(VariantNames.TRANSACTIONAL)
                    .with("retry.backoff.ms", "5")
                    .named("transactional-eos with retry.backoff.ms 5"),
            module(VariantNames.STREAMS).everyMs(10).named("streams-eos by 10 ms"),
            module(VariantNames.STREAMS).everyMs(1_000).named("streams-eos by 1000 ms"));

    private Contenders() {}

    /** The modules and what the goals are about. */
    static List<Contender> quick() {
        return Stream.concat(GUARANTEES.stream(), GOALS.stream()).toList();
    }

    /** All there are. */
    static List<Contender> all() {
        return Stream.concat(quick().stream(), OTHERS.stream()).toList();
    }

    /** Where transactions differ by their version. */
    static List<Contender> transactions() {
        return List.of(
                BASELINE,
                module(VariantNames.TRANSACTIONAL),
                module(VariantNames.TRANSACTIONAL)
                        .with("retry.backoff.ms", "5")
                        .named("transactional-eos with retry.backoff.ms 5"),
                byTime("transactional-eos-by-time", "transactional-eos", 100),
                module(VariantNames.STREAMS),
                BASELINE.named(AGAIN));
    }

    static Contender module(String name) {
        return Contender.of(Pipelines.named(name).orElseThrow());
    }

    private static Contender ofRecords(int records) {
        return module(VariantNames.TRANSACTIONAL)
                .with("max.poll.records", String.valueOf(records))
                .named("transactional-eos with %d records a transaction".formatted(records));
    }

    static Contender byTime(String variant, String module, int intervalMs) {
        return variant(variant).everyMs(intervalMs).named(module + " by " + intervalMs + " ms");
    }

    private static Contender variant(String name) {
        MeasuredVariant variant = MeasuredVariant.named(name).orElseThrow();
        return new Contender(
                name,
                variant.module().name(),
                variant.change(),
                PipelineUnderTest.measured(variant).withJvmOptions(CostRun.PIPELINE_JVM),
                Map.of());
    }
}
