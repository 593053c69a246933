package delivery.chaos.scenario;

import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Audit;
import delivery.chaos.audit.Auditor;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Promises;
import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.log.TopicLog;
import delivery.chaos.process.ChildProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What auditing costs: millions of events and effects in a real cluster, read by the auditor and by a plain consumer in
 * turn. It measures and asserts no time; that exactly the injected anomalies are found it does assert. {@code -Pscale}.
 */
class AuditScale {
    private static final int EVENTS = Integer.getInteger("scale.events");
    private static final int ROUNDS = Integer.getInteger("scale.rounds");

    private final List<Double> consumed = new ArrayList<>();
    private final List<Double> audited = new ArrayList<>();
    private final List<Double> consumedEffects = new ArrayList<>();
    private final List<Double> auditedEffects = new ArrayList<>();
    private KafkaCluster cluster;
    private ScaleTopics topics;

    @Test
    void auditsMillionsOfEventsFromTheTopicsThemselves(@TempDir Path directory) throws Exception {
        try (ChildProcesses processes = new ChildProcesses();
                KafkaCluster started = KafkaCluster.start(processes, directory, TransactionVersion.DEFAULT)) {
            cluster = started;
            topics = new ScaleTopics(cluster.bootstrapServers(), EVENTS);
            ScaleTopics.create(cluster.admin());
            topics.writeEvents();
            topics.writeEffects();
            System.out.printf("%,d events and their effects written%n", EVENTS);
            consume();
            audit();
            List.of(consumed, audited, consumedEffects, auditedEffects).forEach(List::clear);
            System.out.println("| round | consumer, records/s | auditor, records/s | consumer, effects/s | auditor,"
                    + " effects/s | heap, bytes an event |\n|---|---|---|---|---|---|");
            for (int round = 1; round <= ROUNDS; round++) {
                double heap = round(round);
                System.out.printf(
                        "| %d | %,.0f | %,.0f | %,.0f | %,.0f | %.1f |%n",
                        round, last(consumed), last(audited), last(consumedEffects), last(auditedEffects), heap);
            }
            System.out.printf(
                    "ratio of medians, auditor to consumer: %.2f of all records, %.2f of effects%n",
                    median(audited) / median(consumed), median(auditedEffects) / median(consumedEffects));
        }
    }

    /** Each goes first in every other round. */
    private double round(int round) throws Exception {
        if (round % 2 == 1) {
            consume();
            return audit();
        }
        double heap = audit();
        consume();
        return heap;
    }

    /** Reads both topics with the clients' consumer, which does nothing with what it is given. */
    private void consume() {
        long start = System.nanoTime();
        long events = consume(ScaleTopics.INPUT);
        long between = System.nanoTime();
        long effects = consume(ScaleTopics.OUTPUT);
        long end = System.nanoTime();
        assertThat(events).isEqualTo(EVENTS);
        assertThat(effects).isEqualTo(EVENTS - topics.lost() + topics.duplicated() + topics.aborted());
        consumed.add((events + effects) / seconds(start, end));
        consumedEffects.add(effects / seconds(between, end));
    }

    private long consume(String topic) {
        List<TopicPartition> partitions = IntStream.range(0, ScaleTopics.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        // Answers as large as the auditor's, so that the two differ in what they do with them.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "max.partition.fetch.bytes",
                8 << 20,
                "max.poll.records",
                10_000,
                "enable.auto.commit",
                false,
                "enable.metrics.push",
                false);
        long records = 0;
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                records += consumer.poll(Duration.ofSeconds(1)).count();
            }
        }
        return records;
    }

    /** Audits both topics; heap that the auditor holds at the end, in bytes an event. */
    private double audit() throws Exception {
        double before = usedHeap();
        Auditor auditor = new Auditor();
        auditor.accept(
                LiteralHistory.history().promising(Promises.TRANSACTIONAL).scenario());
        LiveAudit live = new LiveAudit(
                new TopicLog(cluster.admin(), ScaleTopics.INPUT),
                new TopicLog(cluster.admin(), ScaleTopics.OUTPUT),
                ScaleTopics.PARTITIONS);
        long start = System.nanoTime();
        live.events(auditor);
        long between = System.nanoTime();
        live.effects(auditor);
        Audit audit = auditor.audit();
        long end = System.nanoTime();
        long effects = audit.effects() + audit.uncommittedEffects();
        audited.add((audit.events() + effects) / seconds(start, end));
        auditedEffects.add(effects / seconds(between, end));
        requireExactlyWhatWasInjected(audit);
        double heap = (usedHeap() - before) / EVENTS;
        assertThat(auditor.audit().events()).as("it is still held").isEqualTo(EVENTS);
        return heap;
    }

    private void requireExactlyWhatWasInjected(Audit audit) {
        assertThat(audit.events()).isEqualTo(EVENTS);
        assertThat(audit.uncommittedEffects()).isEqualTo(topics.aborted());
        audit.findings()
                .forEach((anomaly, finding) -> assertThat(finding.count())
                        .as(anomaly + ": " + finding.examples())
                        .isEqualTo(anomaly == LOST ? topics.lost() : anomaly == DUPLICATED ? topics.duplicated() : 0));
    }

    private static double usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double seconds(long startNanos, long endNanos) {
        return (endNanos - startNanos) / 1e9;
    }

    private static double last(List<Double> rates) {
        return rates.get(rates.size() - 1);
    }

    private static double median(List<Double> rates) {
        double[] sorted = rates.stream().mapToDouble(rate -> rate).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
