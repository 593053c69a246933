package delivery.chaos.readback;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.chaos.log.TopicLog;
import delivery.chaos.process.ChildProcesses;
import delivery.contract.Effects;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputReaderIT {
    private static final String TOPIC = "effects";

    @Test
    void readsWhatIsCommittedWhatIsAbortedAndTheMarkersFromTheLogItself(@TempDir Path directory) throws Exception {
        try (ChildProcesses processes = new ChildProcesses();
                KafkaCluster cluster = KafkaCluster.start(processes, directory, TransactionVersion.DEFAULT)) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 3)))
                    .all()
                    .get();
            Map<String, Object> settings =
                    Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "t");
            try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                send(producer, "e1", "/a", "1");
                producer.commitTransaction();
                producer.beginTransaction();
                send(producer, "e2", "/a", "2");
                producer.flush();
                producer.abortTransaction();
            }
            Map<String, Object> plain = Map.of("bootstrap.servers", cluster.bootstrapServers());
            try (var producer = new KafkaProducer<>(plain, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>(TOPIC, "/b", "many")).get();
            }

            List<HistoryLine> lines = new OutputReader(
                            cluster.clientSettings(),
                            new TopicLog(cluster.admin(), TOPIC),
                            List.of(new TopicPartition(TOPIC, 0)),
                            new LoggedLines())
                    .read();

            assertThat(lines).hasSize(5);
            assertThat(lines.get(0)).isInstanceOfSatisfying(Effect.class, effect -> {
                assertThat(effect.eventId()).isEqualTo("e1");
                assertThat(effect.page()).isEqualTo("/a");
                assertThat(effect.count()).isEqualTo(1);
                assertThat(effect.transactional()).isTrue();
                assertThat(effect.readCommitted()).isTrue();
            });
            long producerId = ((Effect) lines.get(0)).producerId();
            assertThat(lines.get(1)).isInstanceOfSatisfying(Marker.class, marker -> {
                assertThat(marker.commit()).isTrue();
                assertThat(marker.producerId()).isEqualTo(producerId);
                assertThat(marker.offset()).isEqualTo(1);
            });
            assertThat(lines.get(2)).isInstanceOfSatisfying(Effect.class, effect -> {
                assertThat(effect.eventId()).isEqualTo("e2");
                assertThat(effect.readCommitted()).isFalse();
            });
            assertThat(lines.get(3))
                    .isInstanceOfSatisfying(
                            Marker.class, marker -> assertThat(marker.commit()).isFalse());
            assertThat(lines.get(4)).isInstanceOfSatisfying(Effect.class, effect -> {
                assertThat(effect.eventId()).isNull();
                assertThat(effect.count()).isNull();
                assertThat(effect.transactional()).isFalse();
                assertThat(effect.readCommitted()).isTrue();
            });
        }
    }

    private static void send(KafkaProducer<String, String> producer, String eventId, String page, String count) {
        ProducerRecord<String, String> effect = new ProducerRecord<>(TOPIC, page, count);
        effect.headers().add(new RecordHeader(Effects.EVENT_ID, eventId.getBytes(StandardCharsets.UTF_8)));
        producer.send(effect);
    }
}
