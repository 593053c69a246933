package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.process.ChildProcesses;
import delivery.contract.Effects;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code audit --bootstrap}: topics that somebody has filled, judged as they are. */
class TopicsGivenIT {
    private static ChildProcesses processes;
    private static KafkaCluster cluster;
    private static int tests;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String input;
    private String output;

    @BeforeAll
    static void start(@TempDir Path of) throws IOException {
        processes = new ChildProcesses();
        cluster = KafkaCluster.start(processes, of, TransactionVersion.DEFAULT);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
        processes.close();
    }

    @BeforeEach
    void createTopics() throws Exception {
        tests++;
        input = "views-" + tests;
        output = "counts-" + tests;
        cluster.admin()
                .createTopics(List.of(new NewTopic(input, 2, (short) 3), new NewTopic(output, 2, (short) 3)))
                .all()
                .get();
    }

    private static KafkaProducer<String, String> producer(String transactionalId) {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", cluster.bootstrapServers()));
        if (!transactionalId.isEmpty()) {
            settings.put("transactional.id", transactionalId);
        }
        KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        if (!transactionalId.isEmpty()) {
            producer.initTransactions();
        }
        return producer;
    }

    /** Into the partition of the page: 0 of /a, 1 of /b. */
    private static void send(
            KafkaProducer<String, String> producer, String topic, String id, String page, String value) {
        ProducerRecord<String, String> written = new ProducerRecord<>(topic, page.equals("/a") ? 0 : 1, page, value);
        written.headers().add(new RecordHeader(Effects.EVENT_ID, id.getBytes(StandardCharsets.UTF_8)));
        producer.send(written);
    }

    /** Five events of /a and one of /b. */
    private void sendEvents() {
        try (KafkaProducer<String, String> producer = producer("")) {
            for (int number = 0; number < 5; number++) {
                send(producer, input, "e" + number, "/a", "view");
            }
            send(producer, input, "e5", "/b", "view");
        }
    }

    private static void sendEffect(KafkaProducer<String, String> producer, String topic, String id, int count) {
        send(producer, topic, id, id.equals("e5") ? "/b" : "/a", String.valueOf(count));
    }

    /** In two transactions, with one between them that is aborted. */
    private void sendRightEffects() {
        try (KafkaProducer<String, String> producer = producer("t" + tests)) {
            producer.beginTransaction();
            for (int number = 0; number < 3; number++) {
                sendEffect(producer, output, "e" + number, number + 1);
            }
            producer.commitTransaction();
            producer.beginTransaction();
            sendEffect(producer, output, "e3", 4);
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            sendEffect(producer, output, "e3", 4);
            sendEffect(producer, output, "e4", 5);
            sendEffect(producer, output, "e5", 1);
            producer.commitTransaction();
        }
    }

    private int audit(String... besides) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(Stream.concat(
                        Stream.of(
                                "audit",
                                "--bootstrap",
                                cluster.bootstrapServers(),
                                "--input-topic",
                                input,
                                "--output-topic",
                                output,
                                "--output",
                                directory.toString()),
                        Stream.of(besides))
                .toArray(String[]::new));
    }

    private static Set<String> topicsAndGroups() throws Exception {
        return Stream.concat(
                        cluster.admin().listTopics().names().get().stream(),
                        cluster.admin().listGroups().all().get().stream().map(GroupListing::groupId))
                .collect(Collectors.toSet());
    }

    @Test
    void keepsThePromiseWhereEveryEventHasOneEffectAndLeavesNothingOnTheCluster() throws Exception {
        sendEvents();
        sendRightEffects();
        Map<TopicPartition, OffsetAndMetadata> committed = Map.of(
                new TopicPartition(input, 0), new OffsetAndMetadata(5),
                new TopicPartition(input, 1), new OffsetAndMetadata(1));
        cluster.admin().alterConsumerGroupOffsets("counter", committed).all().get();
        Set<String> before = topicsAndGroups();

        assertThat(audit("--promise", "transactional-eos", "--group", "counter"))
                .isZero();

        assertThat(out.toString())
                .contains(
                        "PASS  topics-given/none: the promise was kept in 6 events and 6 effects",
                        "6 events in " + input,
                        "1 that only read_uncommitted shows");
        assertThat(directory).isDirectoryContaining("glob:**/verdict.json");
        assertThat(topicsAndGroups()).isEqualTo(before);
        assertThat(cluster.admin()
                        .listConsumerGroupOffsets("counter")
                        .partitionsToOffsetAndMetadata()
                        .get())
                .isEqualTo(committed);
    }

    @Test
    void comesToTheSameVerdictOnceMoreWithoutTheCluster() {
        sendEvents();
        sendRightEffects();
        assertThat(audit("--promise", "transactional-eos")).isZero();

        int again = Main.commandLine().setOut(new PrintWriter(out, true)).execute("audit", directory.toString());

        assertThat(out.toString()).contains("same  PASS topics-given/none", "not comparable");
        assertThat(again).isEqualTo(3);
    }

    @Test
    void namesWhatIsLostWhatIsTwiceAndWhatWasAborted() {
        sendEvents();
        try (KafkaProducer<String, String> producer = producer("t" + tests)) {
            producer.beginTransaction();
            sendEffect(producer, output, "e0", 1);
            producer.commitTransaction();
            producer.beginTransaction();
            sendEffect(producer, output, "e1", 2);
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            sendEffect(producer, output, "e2", 3);
            sendEffect(producer, output, "e3", 4);
            sendEffect(producer, output, "e3", 4);
            sendEffect(producer, output, "e4", 5);
            sendEffect(producer, output, "e5", 1);
            producer.commitTransaction();
        }

        assertThat(audit("--promise", "transactional-eos")).isEqualTo(1);

        assertThat(out.toString())
                .contains(
                        "FAIL  topics-given/none: 1 event was lost, which is forbidden",
                        "6 effects in " + output
                                + " at read_committed, 1 that only read_uncommitted shows, 0 undecided",
                        "taken    that the pipeline went through each partition in order",
                        "LOST  1, counted in events, forbidden:",
                        "e1 of page /a at events-0@1",
                        "DUPLICATED  1, counted in events, forbidden:",
                        "effects-0@6");
    }

    @Test
    void allowsWhatThePromiseAllowsOfWhatThePipelineWentThrough() {
        sendEvents();
        try (KafkaProducer<String, String> producer = producer("")) {
            for (int number = 0; number < 5; number++) {
                sendEffect(producer, output, "e" + number, number + 1);
            }
            sendEffect(producer, output, "e4", 5);
            sendEffect(producer, output, "e5", 1);
        }

        assertThat(audit("--promise", "at-least-once")).isEqualTo(1);
        assertThat(out.toString()).contains("duplicated, which is forbidden", "--went-through");
        assertThat(audit("--promise", "at-least-once", "--went-through", "pipeline-restarted"))
                .isZero();
        assertThat(out.toString()).contains("1 event duplicated");
    }

    @Test
    void doesNotCallLostWhatMayNotBeDoneYet() throws Exception {
        sendEvents();
        try (KafkaProducer<String, String> producer = producer("")) {
            for (int number = 0; number < 3; number++) {
                sendEffect(producer, output, "e" + number, number + 1);
            }
            sendEffect(producer, output, "e5", 1);
        }
        cluster.admin()
                .alterConsumerGroupOffsets(
                        "late-" + tests,
                        Map.of(
                                new TopicPartition(input, 0), new OffsetAndMetadata(4),
                                new TopicPartition(input, 1), new OffsetAndMetadata(1)))
                .all()
                .get();

        assertThat(audit("--promise", "at-least-once")).isEqualTo(3);
        assertThat(out.toString())
                .contains("INCONCLUSIVE", input + "-0 is at offset 3 and has its last event at 4", "--group");
        assertThat(audit("--promise", "at-least-once", "--group", "late-" + tests))
                .isEqualTo(1);
        assertThat(out.toString()).contains("1 event was lost, which is forbidden; the first: e3");
        assertThat(audit("--promise", "at-least-once", "--drained")).isEqualTo(1);
        assertThat(out.toString()).contains("2 events were lost, which is forbidden");
    }

    @Test
    void countsOverSeveralOutputTopicsOfAnotherNumberOfPartitions() throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic("dead-" + tests, 1, (short) 3)))
                .all()
                .get();
        sendEvents();
        try (KafkaProducer<String, String> producer = producer("")) {
            for (int number = 0; number < 5; number++) {
                sendEffect(producer, output, "e" + number, number + 1);
            }
            producer.send(new ProducerRecord<>(
                    "dead-" + tests,
                    0,
                    "/b",
                    "{\"id\":\"e5\"}",
                    List.of(new RecordHeader(Effects.EVENT_ID, "e5".getBytes(StandardCharsets.UTF_8)))));
        }
        output = output + ",dead-" + tests;

        assertThat(audit("--promise", "at-least-once")).isZero();
        assertThat(out.toString()).contains("5 in counts-" + tests + ", 1 in dead-" + tests, "MISCOUNTED");
    }

    @Test
    void readsIdsWhereTheDescriptionSaysTheyAre() throws IOException {
        try (KafkaProducer<String, String> producer = producer("")) {
            producer.send(new ProducerRecord<>(input, 0, null, "{\"meta\":{\"id\":\"o1\"},\"customer\":\"c\"}"));
            producer.send(new ProducerRecord<>(output, 0, null, "{\"order\":\"o1\",\"customer\":\"c\"}"));
        }
        Path description = Files.writeString(directory.resolve("orders.yaml"), """
                name: orders
                promise: at-least-once
                events: {id: value /meta/id, page: value /customer}
                effects: {id: value /order, page: value /customer, count: none}
                """);

        assertThat(audit("--description", description.toString())).isZero();
        assertThat(out.toString()).contains("PASS  orders/none");
        assertThat(audit("--promise", "at-least-once")).isEqualTo(3);
        assertThat(err.toString()).contains("offset 0 of " + input + "-0 has no id at header event-id");
    }

    @Test
    void judgesNothingByTopicsWhoseBeginningIsGoneOrThatHoldNoEffect() throws Exception {
        sendEvents();
        assertThat(audit("--promise", "at-least-once")).isEqualTo(3);
        assertThat(err.toString()).contains("there is no effect at all in " + output);

        cluster.admin()
                .deleteRecords(Map.of(new TopicPartition(input, 0), RecordsToDelete.beforeOffset(2)))
                .all()
                .get();
        assertThat(audit("--promise", "at-least-once")).isEqualTo(3);
        assertThat(err.toString()).contains(input + "-0 begins at offset 2");
    }

    @Test
    void judgesNothingByAnInputWithAnIdThatStandsTwice() {
        sendEvents();
        sendEvents();
        sendRightEffects();

        assertThat(audit("--promise", "at-least-once")).isEqualTo(3);
        assertThat(err.toString()).contains("stands twice in the input");
    }

    @Test
    void waitsNotForEverForAClusterThatDoesNotAnswer() {
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(err, true));

        int code = command.execute(
                "audit",
                "--bootstrap",
                "127.0.0.1:1",
                "--input-topic",
                input,
                "--output-topic",
                output,
                "--promise",
                "at-least-once");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("the cluster 127.0.0.1:1 has not answered within 15 s");
    }

    @Test
    void saysInALineWhatIsNotThere() {
        sendEvents();
        String there = input;
        input = "view-" + tests;
        assertThat(audit("--promise", "at-least-once")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no topic view-" + tests + "; did you mean " + there + "?");

        input = there;
        assertThat(audit("--promise", "at-least-once", "--group", "nobody")).isEqualTo(2);
        assertThat(err.toString()).contains("the group nobody has no committed offset of " + there);
        assertThat(err.toString().lines()).hasSize(2);
    }
}
