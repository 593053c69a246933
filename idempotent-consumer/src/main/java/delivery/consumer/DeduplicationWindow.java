package delivery.consumer;

import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.FORBIDDEN;
import static delivery.contract.Expectation.INTERESTING;

import delivery.contract.Effects;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram;
import delivery.contract.Settings;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** The unique key with a memory that ends: ids are kept for the last {@value #WINDOW} events of a partition. */
public class DeduplicationWindow extends TablePipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "deduplication-window",
            "Every event is counted once, if it comes again within the window; after it, it is counted again.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case LOST, REORDERED, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
                case DUPLICATED, MISCOUNTED ->
                    switch (circumstance) {
                        case OFFSETS_LOST -> INTERESTING;
                        // Who wakes up finds the ids of its batch forgotten, if others have come far meanwhile.
                        case ZOMBIE -> ACCEPTABLE;
                        case UNDISTURBED, ACK_LOST, REQUEST_LOST, PIPELINE_RESTARTED, BROKER_KILLED, REBALANCED ->
                            FORBIDDEN;
                    };
            });

    private static final List<String> TABLES = List.of(
            "create table if not exists seen (event_id text primary key, partition int, at_offset bigint)",
            "create index if not exists seen_at on seen (partition, at_offset)",
            "create table if not exists counts (page text primary key, count bigint not null)",
            "create table if not exists effects (id bigint generated always as identity primary key,"
                    + " event_id text not null, partition int not null, page text not null, count bigint not null)");

    /** One more of this page, if this event is not known; what is too old to be known is forgotten on the way. */
    protected static final String COUNT = """
            with forgotten as (
                delete from seen where partition = ? and at_offset < ?),
            fresh as (
                insert into seen (event_id, partition, at_offset) values (?, ?, ?)
                on conflict do nothing returning event_id),
            counted as (
                insert into counts (page, count) select ?, 1 from fresh
                on conflict (page) do update set count = counts.count + 1
                returning page, count)
            insert into effects (event_id, partition, page, count) select ?, ?, page, count from counted""";

    /** In events of a partition; a window in minutes ends after a longer outage in the same way. */
    static final int WINDOW = 1_000;

    public static void main(String[] arguments) {
        PipelineProgram.main(arguments, GUARANTEE, flags -> new DeduplicationWindow(flags, settings(flags)));
    }

    public DeduplicationWindow(PipelineFlags flags, Settings settings) {
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
                String eventId = Effects.eventId(event.headers());
                count.setInt(1, event.partition());
                count.setLong(2, event.offset() - WINDOW);
                count.setString(3, eventId);
                count.setInt(4, event.partition());
                count.setLong(5, event.offset());
                count.setString(6, event.key());
                count.setString(7, eventId);
                count.setInt(8, event.partition());
                count.addBatch();
            }
            count.executeBatch();
        }
    }

    /** Again: the key knows what was committed, for a batch is shorter than the window. */
    @Override
    protected void unanswered(ConsumerRecords<String, String> events) {
        again(events);
    }
}
