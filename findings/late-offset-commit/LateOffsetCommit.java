import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.OffsetCommitRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * An OffsetCommit that arrives late takes a group back. Usage: {@code java -cp 'libs/*' LateOffsetCommit.java
 * BOOTSTRAP}.
 *
 * <p>Exit code 0: the group stays where it was committed last. 1: it went back.
 */
public final class LateOffsetCommit {
    private static final short VERSION = 9;

    public static void main(String[] args) throws Exception {
        System.out.println(clients());
        boolean wentBack = false;
        for (String protocol : List.of("classic", "consumer")) {
            wentBack |= run(args[0], protocol) < 120;
        }
        System.exit(wentBack ? 1 : 0);
    }

    /** The file of the clients on the class path, which names their version. */
    private static String clients() {
        return Path.of(KafkaConsumer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
    }

    /** Returns where the group is in the end. */
    private static long run(String bootstrap, String protocol) throws Exception {
        String name = "late-offset-commit-" + Uuid.randomUuid();
        TopicPartition partition = new TopicPartition(name, 0);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", name,
                "group.protocol", protocol,
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
                KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) -1))).all().get();
            consumer.subscribe(List.of(name));
            while (consumer.assignment().isEmpty()) {
                consumer.poll(Duration.ofMillis(100));
            }
            // The first attempt of this commit is slow. The consumer has given its connection up, has sent it again ...
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(90)));
            // ... and has gone on.
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(120)));
            long offset = committed(admin, name, partition);
            System.out.println(protocol + ": committed 90, then 120; the group is at " + offset);
            arrive(coordinator(admin, name), firstAttempt(consumer.groupMetadata(), partition, 90));
            long end = committed(admin, name, partition);
            System.out.println(protocol + ": the first attempt of the first commit arrives; the group is at " + end);
            return end;
        }
    }

    private static Node coordinator(Admin admin, String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group)).all().get().get(group).coordinator();
    }

    private static long committed(Admin admin, String group, TopicPartition partition) throws Exception {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(partition)
                .offset();
    }

    /** The request that the consumer had sent: its member and its generation, or epoch, are those of now. */
    private static OffsetCommitRequest firstAttempt(
            ConsumerGroupMetadata member, TopicPartition partition, long offset) {
        return new OffsetCommitRequest(
                new OffsetCommitRequestData()
                        .setGroupId(member.groupId())
                        .setMemberId(member.memberId())
                        .setGenerationIdOrMemberEpoch(member.generationId())
                        .setTopics(List.of(new OffsetCommitRequestData.OffsetCommitRequestTopic()
                                .setName(partition.topic())
                                .setPartitions(List.of(new OffsetCommitRequestData.OffsetCommitRequestPartition()
                                        .setPartitionIndex(partition.partition())
                                        .setCommittedOffset(offset))))),
                VERSION);
    }

    /** Writes a request to a connection of its own, as a network that was slow does, and waits for the answer. */
    private static void arrive(Node broker, OffsetCommitRequest request) throws Exception {
        try (Socket socket = new Socket(broker.host(), broker.port())) {
            ByteBuffer frame = request.serializeWithHeader(
                    new RequestHeader(ApiKeys.OFFSET_COMMIT, VERSION, "late", 1));
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(frame.remaining());
            out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readNBytes(in.readInt());
        }
    }
}
