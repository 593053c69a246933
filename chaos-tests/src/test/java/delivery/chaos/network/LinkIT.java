package delivery.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.process.ChildProcesses;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String TOPIC = "linked";

    /** Remembers which brokers were asked what, by the names of ApiKeys. */
    private static final class Asked implements TapListener {
        private final Map<Integer, Set<String>> apiKeysByBroker = new ConcurrentHashMap<>();

        @Override
        public void onRequest(TappedRequest request) {
            apiKeysByBroker
                    .computeIfAbsent(request.brokerId(), none -> ConcurrentHashMap.newKeySet())
                    .add(request.apiKey().name());
        }

        @Override
        public void onResponse(TappedRequest request, ResponseBody body) {}
    }

    /**
     * A broker is reached through the link or not at all: what brokers advertise to pipelines is a port where nothing
     * listens, so every address that works here was rewritten.
     */
    @Test
    void isTheOnlyWayToTheBrokersAlsoAfterLeadersHaveMoved(@TempDir Path directory) throws Exception {
        Asked asked = new Asked();
        try (ChildProcesses processes = new ChildProcesses();
                ToxiproxyServer toxiproxy = ToxiproxyServers.embedded();
                KafkaCluster cluster = KafkaCluster.start(processes, directory, TransactionVersion.DEFAULT);
                Link link = Link.open("link", toxiproxy, cluster.clientEndpoints(), asked)) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic(TOPIC, 3, (short) 3)))
                    .all()
                    .get();
            assertNothingListensWhereBrokersAdvertise(cluster);
            Map<String, Object> clients = Map.of(
                    "bootstrap.servers",
                    link.tap().bootstrapServers(),
                    "group.id",
                    "linked",
                    "auto.offset.reset",
                    "earliest",
                    "reconnect.backoff.max.ms",
                    100);
            try (var producer = new KafkaProducer<>(clients, new StringSerializer(), new StringSerializer());
                    var consumer = new KafkaConsumer<>(clients, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of(TOPIC));
                sendAndReceive(producer, consumer, "before");
                assertThat(asked.apiKeysByBroker).containsOnlyKeys(1, 2, 3);

                int killed = cluster.leader(TOPIC, 0);
                cluster.kill(killed);
                Awaitility.await("another leader").atMost(DEADLINE).until(() -> {
                    int leader = cluster.leader(TOPIC, 0);
                    return leader >= 0 && leader != killed;
                });
                sendAndReceive(producer, consumer, "after");

                assertThat(addressesKnown(producer))
                        .as("ports that the producer's metadata leads to")
                        .isSubsetOf(link.tap().ports());
                assertThat(link.tap().failures()).isEmpty();
            }
        }
    }

    private static void assertNothingListensWhereBrokersAdvertise(KafkaCluster cluster) throws Exception {
        for (Endpoint pastTheLink : cluster.clientEndpoints().values()) {
            MetadataResponseData metadata = metadata(pastTheLink);
            assertThat(metadata.brokers()).hasSize(3);
            for (MetadataResponseBroker broker : metadata.brokers()) {
                assertThatThrownBy(() -> new Socket(broker.host(), broker.port()).close())
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    /** What a broker tells on its listener for pipelines, asked past the link. */
    private static MetadataResponseData metadata(Endpoint pastTheLink) throws Exception {
        short version = 12;
        MetadataRequestData noTopics = new MetadataRequestData().setTopics(List.of());
        ByteBuffer request = new MetadataRequest(noTopics, version)
                .serializeWithHeader(new RequestHeader(ApiKeys.METADATA, version, "test", 1));
        try (Socket socket = new Socket(pastTheLink.host(), pastTheLink.port())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] sent = new byte[request.remaining()];
            request.get(sent);
            out.writeInt(sent.length);
            out.write(sent);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            ByteBufferAccessor body = new ByteBufferAccessor(ByteBuffer.wrap(answer));
            new ResponseHeaderData(body, ApiKeys.METADATA.responseHeaderVersion(version));
            return new MetadataResponseData(body, version);
        }
    }

    /** Sends one record to each partition and consumes all three. */
    private static void sendAndReceive(
            KafkaProducer<String, String> producer, KafkaConsumer<String, String> consumer, String value)
            throws Exception {
        for (int partition = 0; partition < 3; partition++) {
            producer.send(new ProducerRecord<>(TOPIC, partition, "k", value)).get();
        }
        Set<Integer> seen = new HashSet<>();
        Awaitility.await("the records '" + value + "' of three partitions")
                .atMost(DEADLINE)
                .until(() -> {
                    consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                        if (record.value().equals(value)) {
                            seen.add(record.partition());
                        }
                    });
                    return seen.size() == 3;
                });
    }

    private static Set<Integer> addressesKnown(KafkaProducer<String, String> producer) {
        Set<Integer> ports = new HashSet<>();
        producer.partitionsFor(TOPIC).forEach(partition -> {
            for (Node replica : partition.replicas()) {
                if (!replica.isEmpty() && replica.port() >= 0) {
                    ports.add(replica.port());
                }
            }
        });
        return ports;
    }
}
