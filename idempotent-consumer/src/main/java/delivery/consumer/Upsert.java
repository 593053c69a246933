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
import org.apache.kafka.common.TopicPartition;

/** The count itself is written, with the offset of its last event; a row takes it only from a newer event. */
public class Upsert extends TablePipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "upsert",
            "Every event is counted once; what comes late, from whomever, is refused.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> FORBIDDEN);

    private static final List<String> TABLES = List.of(
            "create table if not exists counts (page text primary key, partition int not null, count bigint not null,"
                    + " at_offset bigint not null)",
            "create table if not exists effects (id bigint generated always as identity primary key,"
                    + " event_id text not null, partition int not null, page text not null, count bigint not null)");

    /** The count of this page as of this event, unless that of a later one, or of this one, is there. */
    protected static final String COUNT = """
            with counted as (
                insert into counts (page, partition, count, at_offset) values (?, ?, ?, ?)
                on conflict (page) do update set count = excluded.count, at_offset = excluded.at_offset
                where counts.at_offset < excluded.at_offset
                returning page, count)
            insert into effects (event_id, partition, page, count) select ?, ?, page, count from counted""";

    /** What the table says of a page. */
    private record Row(int partition, long count, long atOffset) {}

    /** Of the partitions that are assigned. */
    private final Map<String, Row> rows = new HashMap<>();

    public static void main(String[] arguments) {
        PipelineProgram.main(arguments, GUARANTEE, flags -> new Upsert(flags, settings(flags)));
    }

    public Upsert(PipelineFlags flags, Settings settings) {
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
                .because("Only the loop below knows when the rows of an event are committed.")
                .set(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
                .because("What a transaction of the events' producer aborted never was an event.")
                .set(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Guarantee.READ_COMMITTED)
                .because("Telemetry has no part in this.")
                .set(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) throws SQLException {
        count(events);
        connection().commit();
        commitOffsets(events.nextOffsets());
    }

    protected void count(ConsumerRecords<String, String> events) throws SQLException {
        try (PreparedStatement count = connection().prepareStatement(COUNT)) {
            for (ConsumerRecord<String, String> event : events) {
                Row row = rows.get(event.key());
                if (row != null && row.atOffset() >= event.offset()) {
                    continue;
                }
                row = new Row(event.partition(), row == null ? 1 : row.count() + 1, event.offset());
                rows.put(event.key(), row);
                count.setString(1, event.key());
                count.setInt(2, event.partition());
                count.setLong(3, row.count());
                count.setLong(4, event.offset());
                count.setString(5, Effects.eventId(event.headers()));
                count.setInt(6, event.partition());
                count.addBatch();
            }
            count.executeBatch();
        }
    }

    /** Again, from what the table says now: it has the batch or it has not. */
    @Override
    protected void unanswered(ConsumerRecords<String, String> events) throws SQLException {
        restore(events.partitions());
        again(events);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        super.onPartitionsAssigned(partitions);
        ask(() -> restore(partitions));
    }

    private void restore(Collection<TopicPartition> partitions) throws SQLException {
        for (TopicPartition assigned : partitions) {
            rows.values().removeIf(row -> row.partition() == assigned.partition());
            try (PreparedStatement all = connection()
                    .prepareStatement("select page, partition, count, at_offset from counts where partition = ?")) {
                all.setInt(1, assigned.partition());
                try (ResultSet read = all.executeQuery()) {
                    while (read.next()) {
                        rows.put(read.getString(1), new Row(read.getInt(2), read.getLong(3), read.getLong(4)));
                    }
                }
            }
        }
        connection().commit();
    }
}
