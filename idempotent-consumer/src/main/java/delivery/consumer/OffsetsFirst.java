package delivery.consumer;

import static delivery.contract.Circumstance.OFFSETS_LOST;
import static delivery.contract.Circumstance.UNDISTURBED;
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

/** Offsets first, then rows: what was not counted between the two stays uncounted. */
public class OffsetsFirst extends TablePipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "offsets-first",
            "No event is counted twice; it is not counted where the pipeline died after its offset or lost a COMMIT.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
                case DUPLICATED -> circumstance == OFFSETS_LOST ? INTERESTING : FORBIDDEN;
                case LOST, MISCOUNTED ->
                    switch (circumstance) {
                        case UNDISTURBED -> FORBIDDEN;
                        case REQUEST_LOST, PIPELINE_RESTARTED -> INTERESTING;
                        case ACK_LOST, BROKER_KILLED, REBALANCED, ZOMBIE, OFFSETS_LOST -> ACCEPTABLE;
                    };
                case REORDERED -> circumstance == UNDISTURBED ? FORBIDDEN : ACCEPTABLE;
            });

    private static final List<String> TABLES = List.of(
            "create table if not exists counts (page text primary key, count bigint not null)",
            "create table if not exists effects (id bigint generated always as identity primary key,"
                    + " event_id text not null, partition int not null, page text not null, count bigint not null)");

    /** One more of this page, whoever asks and however often. */
    protected static final String COUNT = """
            with counted as (
                insert into counts (page, count) values (?, 1)
                on conflict (page) do update set count = counts.count + 1
                returning page, count)
            insert into effects (event_id, partition, page, count) select ?, ?, page, count from counted""";

    public static void main(String[] arguments) {
        PipelineProgram.main(arguments, GUARANTEE, flags -> new OffsetsFirst(flags, settings(flags)));
    }

    public OffsetsFirst(PipelineFlags flags, Settings settings) {
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
        if (!commitOffsetsFirst(events)) {
            return;
        }
        count(events);
        connection().commit();
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

    /** Not again: what was committed would count twice. */
    @Override
    protected void unanswered(ConsumerRecords<String, String> events) {
        log.warn("{} events are counted or lost", events.count());
    }
}
