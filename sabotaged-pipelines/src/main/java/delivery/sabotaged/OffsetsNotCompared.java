package delivery.sabotaged;

import delivery.consumer.OffsetsInDatabase;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Count and offset in one transaction, and nothing that keeps a former owner out of it. */
final class OffsetsNotCompared extends OffsetsInDatabase {
    static final Sabotage SABOTAGE = new Sabotage(
            "offsets-not-compared",
            "the offset in the table is overwritten, whatever it is",
            GUARANTEE,
            "late-database-transaction",
            Anomaly.DUPLICATED,
            OffsetsNotCompared::new);

    private OffsetsNotCompared(PipelineFlags flags) throws IOException {
        super(flags, settings(flags));
    }

    @Override
    protected boolean advance(ConsumerRecords<String, String> events) throws SQLException {
        return advance(connection(), events);
    }

    static boolean advance(Connection connection, ConsumerRecords<String, String> events) throws SQLException {
        try (PreparedStatement offset =
                connection.prepareStatement("update offsets set next = ? where partition = ?")) {
            for (Map.Entry<TopicPartition, OffsetAndMetadata> end :
                    events.nextOffsets().entrySet()) {
                offset.setLong(1, end.getValue().offset());
                offset.setInt(2, end.getKey().partition());
                offset.executeUpdate();
            }
        }
        return true;
    }
}
