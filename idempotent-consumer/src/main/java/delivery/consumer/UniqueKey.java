package delivery.consumer;

import static delivery.contract.Expectation.FORBIDDEN;

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

/** A unique key decides: an event whose id is there already is not counted, in the transaction that would count it. */
public class UniqueKey extends TablePipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "unique-key",
            "Every event is counted once, however often it comes.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> FORBIDDEN);

    private static final List<String> TABLES = List.of(
            "create table if not exists seen (event_id text primary key)",
            "create table if not exists counts (page text primary key, count bigint not null)",
            "create table if not exists effects (id bigint generated always as identity primary key,"
                    + " event_id text not null, partition int not null, page text not null, count bigint not null)");

    /** One more of this page, if this event is new. A second transaction with its id waits for the first to end. */
    protected static final String COUNT = """
            with fresh as (
                insert into seen (event_id) values (?) on conflict do nothing returning event_id),
            counted as (
                insert into counts (page, count) select ?, 1 from fresh
                on conflict (page) do update set count = counts.count + 1
                returning page, count)
            insert into effects (event_id, partition, page, count) select ?, ?, page, count from counted""";

    public static void main(String[] arguments) {
        PipelineProgram.main(arguments, GUARANTEE, flags -> new UniqueKey(flags, settings(flags)));
    }

    public UniqueKey(PipelineFlags flags, Settings settings) {
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
                count.setString(1, Effects.eventId(event.headers()));
                count.setString(2, event.key());
                count.setString(3, Effects.eventId(event.headers()));
                count.setInt(4, event.partition());
                count.addBatch();
            }
            count.executeBatch();
        }
    }

    /** Again: the key knows what was committed. */
    @Override
    protected void unanswered(ConsumerRecords<String, String> events) {
        again(events);
    }
}
