package delivery.consumer;

import static delivery.contract.Expectation.FORBIDDEN;

import delivery.contract.Effects;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram;
import delivery.contract.Settings;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Counts and input offsets in one database transaction: it goes on where the table says, and asks nobody else. */
public class OffsetsInDatabase extends TablePipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "offsets-in-database",
            "Every event is counted once; who goes on from another offset than the table has, is refused.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> FORBIDDEN);

    private static final List<String> TABLES = List.of(
            "create table if not exists counts (page text primary key, count bigint not null)",
            "create table if not exists offsets (partition int primary key, next bigint not null)",
            "create table if not exists effects (id bigint generated always as identity primary key,"
                    + " event_id text not null, partition int not null, page text not null, count bigint not null)");

    /** One more of this page; what makes it safe is the offset in the same transaction. */
    protected static final String COUNT = """
            with counted as (
                insert into counts (page, count) values (?, 1)
                on conflict (page) do update set count = counts.count + 1
                returning page, count)
            insert into effects (event_id, partition, page, count) select ?, ?, page, count from counted""";

    private static final String ADVANCE = "update offsets set next = ? where partition = ? and next = ?";

    /** Where a partition stands; a new one at its beginning. */
    private static final String STORED = "insert into offsets (partition, next) values (?, 0)"
            + " on conflict (partition) do update set next = offsets.next returning next";

    private final Map<TopicPartition, Long> next = new HashMap<>();

    public static void main(String[] arguments) {
        PipelineProgram.main(arguments, GUARANTEE, flags -> new OffsetsInDatabase(flags, settings(flags)));
    }

    public OffsetsInDatabase(PipelineFlags flags, Settings settings) {
        super(flags, settings, TABLES);
    }

    public static Settings settings(PipelineFlags flags) throws IOException {
        return new Settings(flags.clientSettings())
                .set(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, flags.bootstrapServers)
                .set(ConsumerConfig.GROUP_ID_CONFIG, flags.groupId)
                .because("Static membership: a restart has its partitions back at once; its former self is fenced.")
                .set(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, flags.instanceId)
                .because("The latest offset would skip what was written before the first assignment.")
                .set(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
                .because("No offset of its group is ever committed: the table has them.")
                .set(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
                .because("What a transaction of the events' producer aborted never was an event.")
                .set(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Guarantee.READ_COMMITTED)
                .because("Telemetry has no part in this.")
                .set(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) throws SQLException {
        if (!advance(events)) {
            log.warn("another has done these events");
            connection().rollback();
            seek(events.partitions());
            return;
        }
        count(events);
        connection().commit();
        events.nextOffsets().forEach((partition, offset) -> next.put(partition, offset.offset()));
    }

    /** From where this one stands, and from nowhere else: the lock of the row keeps two owners apart. */
    protected boolean advance(ConsumerRecords<String, String> events) throws SQLException {
        boolean advanced = true;
        try (PreparedStatement offset = connection().prepareStatement(ADVANCE)) {
            for (Map.Entry<TopicPartition, OffsetAndMetadata> end :
                    events.nextOffsets().entrySet()) {
                offset.setLong(1, end.getValue().offset());
                offset.setInt(2, end.getKey().partition());
                offset.setLong(3, next.get(end.getKey()));
                advanced &= offset.executeUpdate() == 1;
            }
        }
        return advanced;
    }

    protected void count(ConsumerRecords<String, String> events) throws SQLException {
        try (PreparedStatement count = connection().prepareStatement(COUNT)) {
            for (ConsumerRecord<String, String> event : events) {
                count.setString(1, event.key());
                count.setString(2, Effects.eventId(event.headers()));
                count.setInt(3, event.partition());
                count.addBatch();
            }
            count.executeBatch();
        }
    }

    /** The table has the batch with its offset or neither; its answer says where to go on. */
    @Override
    protected void unanswered(ConsumerRecords<String, String> events) throws SQLException {
        seek(events.partitions());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        ask(() -> seek(partitions));
    }

    private void seek(Collection<TopicPartition> partitions) throws SQLException {
        for (TopicPartition partition : partitions) {
            try (PreparedStatement offset = connection().prepareStatement(STORED)) {
                offset.setInt(1, partition.partition());
                try (ResultSet stored = offset.executeQuery()) {
                    stored.next();
                    next.put(partition, stored.getLong(1));
                    consumer.seek(partition, stored.getLong(1));
                }
            }
        }
        connection().commit();
    }
}
