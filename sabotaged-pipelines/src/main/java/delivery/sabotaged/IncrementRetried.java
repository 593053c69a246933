package delivery.sabotaged;

import delivery.consumer.UniqueKey;
import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.sql.PreparedStatement;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A retry around the statements that count, and not around the question whether to count. */
final class IncrementRetried extends UniqueKey {
    static final Sabotage SABOTAGE = new Sabotage(
            "increment-retried",
            "the increments are retried when their COMMIT goes unanswered, without the key that decides them",
            GUARANTEE,
            "commit-unanswered",
            Anomaly.DUPLICATED,
            IncrementRetried::new);

    private static final String INCREMENT = """
            with counted as (
                update counts set count = count + 1 where page = ? returning page, count)
            insert into effects (event_id, partition, page, count) select ?, ?, page, count from counted""";

    private IncrementRetried(PipelineFlags flags) throws IOException {
        super(flags, settings(flags));
    }

    @Override
    protected void unanswered(ConsumerRecords<String, String> events) {
        ask(() -> {
            try (PreparedStatement increment = connection().prepareStatement(INCREMENT)) {
                for (ConsumerRecord<String, String> event : events) {
                    increment.setString(1, event.key());
                    increment.setString(2, Effects.eventId(event.headers()));
                    increment.setInt(3, event.partition());
                    increment.addBatch();
                }
                increment.executeBatch();
            }
            connection().commit();
        });
        commitOffsets(events.nextOffsets());
    }
}
