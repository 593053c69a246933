package delivery.chaos.cost;

import delivery.chaos.report.blast.BlastSetting;
import delivery.chaos.report.blast.Blow;
import delivery.chaos.report.cost.CostShape;
import delivery.chaos.report.cost.VariantNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings under which pipelines are struck: few that the formula's constants come from, and more that test it. */
final class BlastSettings {
    private static final int VALUE_BYTES = 100;
    private static final int FEW = 3;
    private static final int MANY = 12;
    private static final int SLOW = 500;
    private static final int FAST = 1_000;
    private static final int POLL = 500;
    private static final int BACKLOG = 0;
    private static final String AT_MOST_ONCE = "at-most-once";

    /** A setting, and the pipeline with it. */
    record StruckCase(BlastSetting setting, Contender contender) {
        CostShape shape() {
            return new CostShape(VALUE_BYTES, setting.partitions());
        }

        private StruckCase with(String name, String value) {
            Contender more = contender.with(name, value);
            return new StruckCase(
                    new BlastSetting(
                            setting.id(),
                            setting.pipeline(),
                            setting.guarantee(),
                            setting.blow(),
                            setting.eventsPerSecond(),
                            setting.commitIntervalMs(),
                            setting.pollRecords(),
                            setting.partitions(),
                            more.settings(),
                            setting.fitted()),
                    more);
        }
    }

    private BlastSettings() {}

    /** Where the pipeline's process is killed. */
    static List<StruckCase> crashes() {
        List<StruckCase> all = new ArrayList<>(List.of(
                byPoll("F1", AT_MOST_ONCE, SLOW, POLL, FEW, true),
                byPoll("F2", AT_MOST_ONCE, BACKLOG, POLL, FEW, true),
                byPoll("F3", VariantNames.AT_LEAST_ONCE, SLOW, POLL, FEW, true),
                byPoll("F4", VariantNames.AT_LEAST_ONCE, BACKLOG, POLL, FEW, true),
                byPoll("F5", VariantNames.IDEMPOTENT, SLOW, POLL, FEW, true),
                byPoll("F6", VariantNames.IDEMPOTENT, BACKLOG, POLL, FEW, true),
                byPoll("F7", VariantNames.TRANSACTIONAL, FAST, POLL, FEW, true),
                byPoll("F8", VariantNames.STREAMS, FAST, POLL, FEW, true),
                byTime("T1", FAST, 100, FEW),
                byTime("T2", SLOW, 500, FEW),
                byTime("T3", FAST, 1_000, FEW),
                byTime("T4", SLOW, 1_000, MANY),
                byTime("T5", 2_000, 250, 1).with("linger.ms", "50"),
                byTime("T6", SLOW / 2, 2_000, FEW).with("batch.size", "1024"),
                byPoll("T7", VariantNames.AT_LEAST_ONCE, BACKLOG, 100, FEW, false),
                byPoll("T8", AT_MOST_ONCE, BACKLOG, 100, FEW, false),
                byPoll("T9", VariantNames.IDEMPOTENT, BACKLOG, 250, MANY, false)));
        all.addAll(List.of(
                byPoll("T10", VariantNames.AT_LEAST_ONCE, 2 * FAST, POLL, MANY, false),
                byPoll("T11", AT_MOST_ONCE, 2 * FAST, POLL, FEW, false),
                byPoll("T12", VariantNames.TRANSACTIONAL, BACKLOG, 250, FEW, false)));
        return all;
    }

    /** Where the process is stopped cleanly: nobody loses or duplicates anything. */
    static List<StruckCase> deploys() {
        List<StruckCase> all = new ArrayList<>();
        for (Contender contender : Contenders.GUARANTEES) {
            if (!contender.name().equals(Contenders.AGAIN)) {
                all.add(of("D" + (all.size() + 1), contender, contender.name(), Blow.DEPLOY, FAST, 0, POLL, FEW, true));
            }
        }
        return all;
    }

    /** Where a broker is killed: all of them at once. */
    static List<StruckCase> brokers() {
        List<StruckCase> all = new ArrayList<>();
        for (Contender contender : Contenders.GUARANTEES) {
            if (!contender.name().equals(Contenders.AGAIN)) {
                all.add(of("B" + (all.size() + 1), contender, contender.name(), Blow.BROKER, SLOW, 0, POLL, FEW, true));
            }
        }
        Contender slow = Contenders.module(AT_MOST_ONCE);
        all.add(of("B" + (all.size() + 1), slow, AT_MOST_ONCE, Blow.BROKER, FAST, 0, POLL, MANY, false));
        return all;
    }

    private static StruckCase byPoll(
            String id, String module, int eventsPerSecond, int pollRecords, int partitions, boolean fitted) {
        Contender contender = Contenders.module(module);
        StruckCase struck = of(id, contender, module, Blow.CRASH, eventsPerSecond, 0, pollRecords, partitions, fitted);
        return pollRecords == POLL ? struck : struck.with("max.poll.records", String.valueOf(pollRecords));
    }

    private static StruckCase byTime(String id, int eventsPerSecond, int intervalMs, int partitions) {
        Contender contender = Contenders.byTime("at-least-once-by-time", VariantNames.AT_LEAST_ONCE, intervalMs);
        return of(
                id,
                contender,
                VariantNames.AT_LEAST_ONCE,
                Blow.CRASH,
                eventsPerSecond,
                intervalMs,
                POLL,
                partitions,
                false);
    }

    private static StruckCase of(
            String id,
            Contender contender,
            String guarantee,
            Blow blow,
            int eventsPerSecond,
            int intervalMs,
            int pollRecords,
            int partitions,
            boolean fitted) {
        BlastSetting setting = new BlastSetting(
                id,
                contender.name(),
                guarantee,
                blow,
                eventsPerSecond,
                intervalMs,
                pollRecords,
                partitions,
                Map.copyOf(contender.settings()),
                fitted);
        return new StruckCase(setting, contender);
    }
}
