package delivery.chaos.cost;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.network.wire.WireTap;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.report.cost.CostBlock;
import delivery.chaos.report.cost.LatencySample;
import delivery.chaos.report.cost.SaturationSample;
import delivery.chaos.report.cost.VariantCost;
import delivery.chaos.report.cost.WireUse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Measures the contenders of one block in turn. */
final class BlockRun {
    private static final double MILLION = 1e6;
    private static final double NANOS = 1e9;
    private static final double PERCENT = 100;

    private final CostPlan plan;
    private final CostOptions options;
    private final ChildProcesses processes;
    private final KafkaCluster cluster;
    private final Path directory;
    private final PrintStream console;
    private final List<LivePipeline> pipelines = new ArrayList<>();
    private final Map<LivePipeline, List<SaturationSample>> saturation = new HashMap<>();
    private final Map<LivePipeline, List<LatencySample>> latencies = new HashMap<>();

    BlockRun(
            CostPlan plan,
            CostOptions options,
            ChildProcesses processes,
            KafkaCluster cluster,
            Path directory,
            PrintStream console) {
        this.plan = plan;
        this.options = options;
        this.processes = processes;
        this.cluster = cluster;
        this.directory = directory;
        this.console = console;
    }

    CostBlock run() throws IOException, InterruptedException, ExecutionException {
        console.printf(
                "%s: %d pipelines, %d rounds%n", plan.title(), plan.contenders().size(), options.rounds());
        try {
            for (Contender contender : plan.contenders()) {
                pipelines.add(start(contender, cluster.bootstrapServers(), ""));
            }
            for (LivePipeline pipeline : pipelines) {
                pipeline.warmUp(options.load());
            }
            cluster.awaitAllInSync();
            for (int round = 1; round <= options.rounds(); round++) {
                round(round);
            }
        } finally {
            pipelines.forEach(LivePipeline::close);
        }
        List<VariantCost> costs = new ArrayList<>();
        for (LivePipeline pipeline : pipelines) {
            costs.add(cost(pipeline));
        }
        return new CostBlock(
                plan.id(), plan.title(), plan.shape(), cluster.transactionVersion(), costs, Contenders.AGAIN);
    }

    private LivePipeline start(Contender contender, String brokers, String suffix)
            throws IOException, InterruptedException, ExecutionException {
        String prefix = plan.id() + "." + plan.contenders().indexOf(contender) + suffix;
        return LivePipeline.start(
                processes,
                cluster,
                brokers,
                contender,
                new CostTopics(cluster.admin(), prefix, plan.shape()),
                directory.resolve(prefix));
    }

    /** Every other round in the other order: what gets slower during a round is not always the same one's fault. */
    private void round(int round) throws InterruptedException, ExecutionException {
        List<LivePipeline> order = new ArrayList<>(pipelines);
        if (round % 2 == 0) {
            Collections.reverse(order);
        }
        for (LivePipeline pipeline : order) {
            SaturationSample sample = saturated(pipeline, round);
            saturation.computeIfAbsent(pipeline, none -> new ArrayList<>()).add(sample);
        }
        List<LivePipeline> timed = order.stream()
                .filter(pipeline -> plan.hasLatencies(pipeline.contender()))
                .toList();
        for (int percent : plan.percents()) {
            int rate = (int) Math.max(1, slowest(timed) * percent / PERCENT);
            for (LivePipeline pipeline : timed) {
                LatencySample sample = new LatencyMeasurement(
                                pipeline, cluster.bootstrapServers(), rate, options.load())
                        .measure(round, percent);
                latencies.computeIfAbsent(pipeline, none -> new ArrayList<>()).add(sample);
            }
        }
        cluster.requireAllRunning();
        console.printf("%s: round %d of %d%n", plan.title(), round, options.rounds());
    }

    /** What the slowest managed in the first round, so that all rounds have the same rates. */
    private double slowest(List<LivePipeline> timed) {
        return timed.stream()
                .mapToDouble(pipeline -> saturation.get(pipeline).get(0).eventsPerSecond())
                .min()
                .orElseThrow();
    }

    private SaturationSample saturated(LivePipeline pipeline, int round)
            throws InterruptedException, ExecutionException {
        int load = pipeline.eventsIn(options.load());
        LivePipeline.Work work = pipeline.work(load);
        return new SaturationSample(
                round,
                load,
                work.perSecond(),
                aMillion(work.pipelineCpu(), load),
                aMillion(work.brokersCpu(), load),
                (double) work.diskBytes() / load);
    }

    private static double aMillion(Duration cpu, int events) {
        return cpu.toNanos() / NANOS * MILLION / events;
    }

    private VariantCost cost(LivePipeline pipeline) throws IOException, InterruptedException, ExecutionException {
        boolean wire = plan.wire() && !pipeline.contender().name().equals(Contenders.AGAIN);
        return new VariantCost(
                pipeline.contender().described(),
                saturation.get(pipeline),
                latencies.getOrDefault(pipeline, List.of()),
                wire ? Optional.of(onTheWire(pipeline.contender())) : Optional.empty(),
                pipeline.isSteady());
    }

    /** Another process of it, with a tap between it and the brokers. */
    private WireUse onTheWire(Contender contender) throws IOException, InterruptedException, ExecutionException {
        WirePass pass = new WirePass();
        try (WireTap tap = WireTap.open("cost", cluster.clientEndpoints(), pass)) {
            LivePipeline tapped = start(contender, tap.bootstrapServers(), ".tapped");
            try {
                int load = tapped.eventsIn(options.load());
                pass.begin();
                tapped.work(load);
                tap.failures().stream().findFirst().ifPresent(failure -> {
                    throw new IllegalStateException("the wire tap failed", failure);
                });
                return pass.use(load);
            } finally {
                tapped.close();
            }
        }
    }
}
