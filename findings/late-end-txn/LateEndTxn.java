import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An EndTxn that arrives late ends the next transaction (KAFKA-17754), or is refused: that depends on the client and on
 * the transaction.version of the brokers. Usage: {@code java -cp 'libs/*' LateEndTxn.java BOOTSTRAP}.
 *
 * <p>Exit code 0: the next transaction was left alone. 1: it was not.
 */
public final class LateEndTxn {
    private static final String TRANSACTION_VERSION = "transaction.version";

    /** Whether the first transaction is aborted and the next one committed, or the other way round. */
    private enum Variant { ABORT_ARRIVES_LATE, COMMIT_ARRIVES_LATE }

    public static void main(String[] args) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
            short version = transactionVersion(admin);
            String who = clients() + ", transaction.version " + version + ": ";
            Set<String> lost = new LateEndTxn(args[0], admin, version, who).run(Variant.ABORT_ARRIVES_LATE);
            Set<String> aborted = new LateEndTxn(args[0], admin, version, who).run(Variant.COMMIT_ARRIVES_LATE);
            boolean isIntact = lost.isEmpty() && aborted.isEmpty();
            String outcome = isIntact ? "intact" : lost + " committed and lost, " + aborted + " aborted and read";
            System.out.println(who + outcome);
            System.exit(isIntact ? 0 : 1);
        }
    }

    private final String bootstrap;
    private final Admin admin;
    private final short version;
    private final String who;

    private LateEndTxn(String bootstrap, Admin admin, short version, String who) {
        this.bootstrap = bootstrap;
        this.admin = admin;
        this.version = version;
        this.who = who;
    }

    /** The file of the clients on the class path, which names their version. */
    private static String clients() {
        return Path.of(KafkaProducer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
    }

    private static short transactionVersion(Admin admin) throws Exception {
        return Optional.ofNullable(admin.describeFeatures()
                        .featureMetadata()
                        .get()
                        .finalizedFeatures()
                        .get(TRANSACTION_VERSION))
                .map(FinalizedVersionRange::maxVersionLevel)
                .orElse((short) 0);
    }

    /** Returns what readers see of the second transaction and should not, or do not see and should. */
    private Set<String> run(Variant variant) throws Exception {
        boolean firstCommits = variant == Variant.COMMIT_ARRIVES_LATE;
        String name = "late-end-txn-" + Uuid.randomUuid();
        admin.createTopics(List.of(new NewTopic(name, 2, (short) -1))).all().get();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", name),
                new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(name, 0, "k", "of the first")).get();
            TransactionDescription first = describe(name);
            // The first attempt to end this transaction is slow. The producer has given its connection up, has sent it
            // again, is answered ...
            end(producer, firstCommits);
            // ... and has gone on.
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(name, 0, "k", "p0")).get();
            Errors answer = arrive(coordinator(first), name, first, firstCommits);
            System.out.println(who + "the first " + (firstCommits ? "commit" : "abort")
                    + " arrives once more, and is answered " + answer);
            try {
                producer.send(new ProducerRecord<>(name, 1, "k", "p1")).get();
                end(producer, !firstCommits);
                System.out.println(who + (firstCommits ? "abort" : "commit") + "Transaction() of the second returned");
            } catch (KafkaException failed) {
                System.out.println(who + "the second failed: " + failed);
            }
        }
        Set<String> seen = seen(name);
        System.out.println(who + "of the second, which was " + (firstCommits ? "aborted" : "committed")
                + ", a read_committed reader sees " + seen);
        Set<String> wrong = new TreeSet<>(firstCommits ? seen : Set.of("p0", "p1"));
        if (!firstCommits) {
            wrong.removeAll(seen);
        }
        return wrong;
    }

    private static void end(KafkaProducer<String, String> producer, boolean commit) {
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private TransactionDescription describe(String id) throws Exception {
        return admin.describeTransactions(List.of(id)).description(id).get();
    }

    private Node coordinator(TransactionDescription transaction) throws Exception {
        return admin.describeCluster().nodes().get().stream()
                .filter(node -> node.id() == transaction.coordinatorId())
                .findFirst()
                .orElseThrow();
    }

    /** Writes the request to a connection of its own, as a network that was slow does, and waits for the answer. */
    private Errors arrive(Node broker, String id, TransactionDescription transaction, boolean commit) throws Exception {
        // The version in which this client speaks to these brokers.
        short newest = ApiKeys.END_TXN.latestVersion();
        short spoken = version < 2 && newest > 4 ? 4 : newest;
        ByteBuffer header = bytes(
                new RequestHeaderData()
                        .setRequestApiKey(ApiKeys.END_TXN.id)
                        .setRequestApiVersion(spoken)
                        .setClientId("late"),
                (short) 2);
        ByteBuffer body = bytes(
                new EndTxnRequestData()
                        .setTransactionalId(id)
                        .setProducerId(transaction.producerId())
                        .setProducerEpoch((short) transaction.producerEpoch())
                        .setCommitted(commit),
                spoken);
        try (Socket socket = new Socket(broker.host(), broker.port())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(header.remaining() + body.remaining());
            out.write(header.array());
            out.write(body.array());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            // Correlation id, and no tagged fields.
            answer.position(5);
            return Errors.forCode(new EndTxnResponseData(new ByteBufferAccessor(answer), spoken).errorCode());
        }
    }

    private static ByteBuffer bytes(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer bytes = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(bytes), cache, version);
        bytes.flip();
        return bytes;
    }

    /** The values of the second transaction that a read_committed reader is given. */
    private Set<String> seen(String topic) {
        Set<String> values = new TreeSet<>();
        List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(read -> values.add(read.value()));
            }
        }
        values.remove("of the first");
        return values;
    }
}
