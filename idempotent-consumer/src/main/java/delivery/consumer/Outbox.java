package delivery.consumer;

import static delivery.contract.Circumstance.UNDISTURBED;
import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.FORBIDDEN;

import delivery.contract.Effects;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram;
import delivery.contract.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The effect is a row of the transaction that counts, and is relayed to the output topic from there, then deleted. */
public class Outbox extends TablePipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "outbox",
            "Every event is counted once; its effect is in the topic, and again where its row outlived its relay.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case LOST, REORDERED, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
                case DUPLICATED, MISCOUNTED -> circumstance == UNDISTURBED ? FORBIDDEN : ACCEPTABLE;
            });

    private static final List<String> TABLES = List.of(
            "create table if not exists seen (event_id text primary key)",
            "create table if not exists counts (page text primary key, count bigint not null)",
            "create table if not exists outbox (id bigint generated always as identity primary key,"
                    + " event_id text not null, partition int not null, page text not null, count bigint not null)");

    /** One more of this page, if this event is new, and an effect to be relayed. */
    protected static final String COUNT = """
            with fresh as (
                insert into seen (event_id) values (?) on conflict do nothing returning event_id),
            counted as (
                insert into counts (page, count) select ?, 1 from fresh
                on conflict (page) do update set count = counts.count + 1
                returning page, count)
            insert into outbox (event_id, partition, page, count) select ?, ?, page, count from counted""";

    /** One relay at a time, in the order of the rows. */
    private static final String WAITING = "select event_id, partition, page, count from outbox order by id for update";

    private final Producer<String, String> producer;
    private final String outputTopic;
    private final AtomicReference<Exception> sendFailure = new AtomicReference<>();

    public static void main(String[] arguments) {
        PipelineProgram.main(arguments, GUARANTEE, flags -> new Outbox(flags, settings(flags)));
    }

    public Outbox(PipelineFlags flags, Settings settings) {
        super(flags, settings, TABLES);
        this.producer = new KafkaProducer<>(settings.values(), new StringSerializer(), new StringSerializer());
        this.outputTopic = flags.outputTopic;
    }

    public static Settings settings(PipelineFlags flags) throws IOException {
        return new Settings(flags.clientSettings())
                .set(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, flags.bootstrapServers)
                .set(ConsumerConfig.GROUP_ID_CONFIG, flags.groupId)
                .because("Static membership: a restart has its partitions back at once; its former self is fenced.")
                .set(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, flags.instanceId)
                .because("The latest offset would skip what was written before the first assignment.")
                .set(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
                .because("Only the loop below knows when the rows of an event are committed.")
                .set(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
                .because("What a transaction of the events' producer aborted never was an event.")
                .set(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Guarantee.READ_COMMITTED)
                .because("A row is deleted only when its effect outlives a leader, and a retry is not appended twice.")
                .set(ProducerConfig.ACKS_CONFIG, "all")
                .set(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE)
                .set(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .set(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5)
                .leaveOut(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
                .because("Telemetry has no part in this.")
                .set(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) throws SQLException {
        count(events);
        connection().commit();
        commitOffsets(events.nextOffsets());
        relay();
    }

    protected void count(ConsumerRecords<String, String> events) throws SQLException {
        try (PreparedStatement count = connection().prepareStatement(COUNT)) {
            for (ConsumerRecord<String, String> event : events) {
                count.setString(1, Effects.eventId(event.headers()));
                count.setString(2, event.key());
                count.setString(3, Effects.eventId(event.headers()));
                count.setInt(4, event.partition());
                count.addBatch();
            }
            count.executeBatch();
        }
    }

    /** Again: the key knows what was counted; what was relayed and not deleted is relayed again. */
    @Override
    protected void unanswered(ConsumerRecords<String, String> events) {
        again(events);
    }

    /** What a process before this one has left. */
    @Override
    protected void connected() throws SQLException {
        relay();
    }

    /** Effects first, then the rows are deleted: what is sent between the two is sent again. */
    protected void relay() throws SQLException {
        List<String> relayed = new ArrayList<>();
        try (PreparedStatement waiting = connection().prepareStatement(WAITING);
                ResultSet row = waiting.executeQuery()) {
            while (row.next()) {
                relayed.add(row.getString(1));
                ProducerRecord<String, String> effect =
                        new ProducerRecord<>(outputTopic, row.getInt(2), row.getString(3), row.getString(4));
                effect.headers().add(Effects.EVENT_ID, row.getString(1).getBytes(StandardCharsets.UTF_8));
                producer.send(effect, (sent, failure) -> sendFailure.compareAndSet(null, failure));
            }
        }
        producer.flush();
        if (sendFailure.get() != null) {
            throw new KafkaException("an effect could not be sent; its row stays", sendFailure.get());
        }
        try (PreparedStatement delete = connection().prepareStatement("delete from outbox where event_id = ?")) {
            for (String eventId : relayed) {
                delete.setString(1, eventId);
                delete.addBatch();
            }
            delete.executeBatch();
        }
        connection().commit();
    }

    @Override
    protected void close() {
        producer.close();
    }
}
