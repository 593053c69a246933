package delivery.chaos.cost;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.Patience;
import delivery.chaos.report.blast.BlastCell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Kills one broker after the other, at random, under all pipelines at once. */
record BrokerStrikes(BlastOptions options, KafkaCluster cluster, ChildProcesses processes, Path work) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    List<BlastCell> run(List<BlastSettings.StruckCase> all) throws IOException, InterruptedException, ExecutionException {
        List<StruckPipeline> pipelines = new ArrayList<>();
        try {
            for (BlastSettings.StruckCase struck : all) {
                StruckPipeline pipeline = new StruckPipeline(struck, cluster, processes, work);
                pipelines.add(pipeline);
                pipeline.feed();
                pipeline.start();
            }
            List<Long> strikesMs = strike(pipelines);
            List<BlastCell> cells = new ArrayList<>();
            for (StruckPipeline pipeline : pipelines) {
                pipeline.drain();
                cells.add(new BlastCell(
                        pipeline.setting(), options.seed(), pipeline.tally().yields(strikesMs)));
            }
            return cells;
        } finally {
            pipelines.forEach(StruckPipeline::close);
        }
    }

    private List<Long> strike(List<StruckPipeline> pipelines)
            throws IOException, InterruptedException, ExecutionException {
        RandomMoments moments =
                new RandomMoments(options.seed(), pipelines.get(0).setting());
        List<Integer> brokers = List.copyOf(cluster.clientEndpoints().keySet());
        List<Long> strikesMs = new ArrayList<>();
        for (int i = 0; i < options.brokerStrikes(); i++) {
            for (StruckPipeline pipeline : pipelines) {
                pipeline.awaitCaughtUp();
            }
            moments.await();
            int broker = brokers.get(moments.next(brokers.size()));
            strikesMs.add(System.currentTimeMillis());
            cluster.kill(broker);
            awaitFailover(broker, pipelines);
            cluster.restart(broker);
            cluster.awaitAllInSync();
        }
        return strikesMs;
    }

    /** Until others lead what it led: a restart before that would be a pause, and not a failover. */
    private void awaitFailover(int broker, List<StruckPipeline> pipelines) {
        boolean done = new Patience(PATIENCE, () -> 0).await(() -> {
            for (StruckPipeline pipeline : pipelines) {
                for (int partition = 0; partition < pipeline.setting().partitions(); partition++) {
                    int leader = cluster.leader(pipeline.topics().output(), partition);
                    if (leader == broker || leader < 0) {
                        return false;
                    }
                }
            }
            return true;
        });
        if (!done) {
            throw new IllegalStateException("broker " + broker + " was killed, and still leads partitions "
                    + PATIENCE.toSeconds() + " s later");
        }
    }
}
