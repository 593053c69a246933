package delivery.chaos.readback;

import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Audit;
import delivery.chaos.audit.Auditor;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Promises;
import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.End;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryReader;
import delivery.chaos.history.HistoryWriter;
import delivery.chaos.log.TopicLog;
import delivery.chaos.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What auditing costs: as many events and effects as a cell can have, in a real cluster, read back into a history and
 * audited from there as every run does it, and read by plain consumers, in turn. It measures and asserts no time; that
 * exactly the injected anomalies are found it does assert. {@code -Pscale}.
 */
class AuditScale {
    private static final int EVENTS = Integer.getInteger("scale.events");
    private static final int ROUNDS = Integer.getInteger("scale.rounds");

    /** A consumer as it comes. */
    private static final Map<String, Object> AS_IT_COMES = Map.of();
    /** One that gets answers as large as those that are read back. */
    private static final Map<String, Object> LARGE_ANSWERS =
            Map.of("max.partition.fetch.bytes", 8 << 20, "max.poll.records", 10_000);

    private final List<Double> consumed = new ArrayList<>();
    private final List<Double> consumedLarge = new ArrayList<>();
    private final List<Double> readBack = new ArrayList<>();
    private final List<Double> audited = new ArrayList<>();
    private Path history;
    private KafkaCluster cluster;
    private ScaleTopics topics;
    private List<Event> events;

    @Test
    void auditsAsManyEventsAsACellCanHave(@TempDir Path directory) throws Exception {
        try (ChildProcesses processes = new ChildProcesses();
                KafkaCluster started = KafkaCluster.start(processes, directory, TransactionVersion.DEFAULT)) {
            cluster = started;
            topics = new ScaleTopics(cluster.bootstrapServers(), EVENTS);
            ScaleTopics.create(cluster.admin());
            history = Files.createDirectory(directory.resolve("history"));
            events = topics.writeEvents();
            topics.writeEffects();
            System.out.printf("%,d events and their effects written%n", EVENTS);
            round(1);
            List.of(consumed, consumedLarge, readBack, audited).forEach(List::clear);
            System.out.println("| round | consumer as it comes, records/s | consumer with large answers, records/s"
                    + " | read back, records/s | audited, records/s | history, bytes an event | heap, bytes an event |"
                    + "\n|---|---|---|---|---|---|---|");
            for (int round = 1; round <= ROUNDS; round++) {
                double heap = round(round);
                System.out.printf(
                        "| %d | %,.0f | %,.0f | %,.0f | %,.0f | %.1f | %.1f |%n",
                        round,
                        last(consumed),
                        last(consumedLarge),
                        last(readBack),
                        last(audited),
                        (double) Files.size(history.resolve(HistoryWriter.FILE_NAME)) / EVENTS,
                        heap);
            }
            System.out.printf(
                    "ratio of medians to the consumer as it comes: %.2f read back, %.2f audited%n",
                    median(readBack) / median(consumed), median(audited) / median(consumed));
        }
    }

    /** The auditor goes first in every other round. */
    private double round(int round) throws Exception {
        double heap = round % 2 == 0 ? readBackAndAudit() : 0;
        consumed.add(rate(AS_IT_COMES));
        consumedLarge.add(rate(LARGE_ANSWERS));
        return round % 2 == 0 ? heap : readBackAndAudit();
    }

    private double readBackAndAudit() throws Exception {
        readBack();
        return audit();
    }

    /** Writes the history; what is timed is the effects' part of it. */
    private void readBack() throws Exception {
        try (HistoryWriter writer = new HistoryWriter(history)) {
            writer.write(
                    LiteralHistory.history().promising(Promises.TRANSACTIONAL).scenario());
            for (Event event : events) {
                writer.write(event);
            }
            long start = System.nanoTime();
            List<HistoryLine> lines = new OutputReader(
                            cluster.clientSettings(),
                            new TopicLog(cluster.admin(), ScaleTopics.OUTPUT),
                            partitions(ScaleTopics.OUTPUT),
                            new LoggedLines())
                    .read();
            for (HistoryLine line : lines) {
                writer.write(line);
            }
            readBack.add(lines.size() / seconds(start, System.nanoTime()));
            writer.write(new End(writer.lines(), 0, List.of()));
        }
    }

    /** Reads both topics with the clients' consumer, which does nothing with what it is given; records a second. */
    private double rate(Map<String, Object> settings) {
        long start = System.nanoTime();
        long events = consume(ScaleTopics.INPUT, settings);
        long effects = consume(ScaleTopics.OUTPUT, settings);
        long end = System.nanoTime();
        assertThat(events).isEqualTo(EVENTS);
        assertThat(effects).isEqualTo(EVENTS - topics.lost() + topics.duplicated() + topics.aborted());
        return (events + effects) / seconds(start, end);
    }

    private long consume(String topic, Map<String, Object> more) {
        List<TopicPartition> partitions = partitions(topic);
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        settings.put("enable.auto.commit", false);
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

    /** Audits the history; heap that the auditor holds at the end, in bytes an event. */
    private double audit() throws IOException {
        double before = usedHeap();
        Auditor auditor = new Auditor();
        long start = System.nanoTime();
        HistoryReader.read(history, auditor);
        Audit audit = auditor.audit();
        long end = System.nanoTime();
        audited.add((audit.events() + audit.effects() + audit.uncommittedEffects()) / seconds(start, end));
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

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, ScaleTopics.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
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
