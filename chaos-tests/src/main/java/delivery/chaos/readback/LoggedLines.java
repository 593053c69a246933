package delivery.chaos.readback;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.chaos.log.RecordFields;
import delivery.contract.Effects;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/** What batches of the output are in a history. For one reader at a time. */
final class LoggedLines {
    private static final int DIGITS_MAX = 18;

    private final RecordFields fields = new RecordFields(Effects.EVENT_ID);

    /**
     * The effects and markers of a batch of the output.
     *
     * @param readCommitted whether a read_committed consumer was given the record at an offset
     */
    void effects(int partition, RecordBatch batch, LongPredicate readCommitted, Consumer<? super HistoryLine> lines) {
        if (batch.isControlBatch()) {
            batch.forEach(record -> marker(partition, batch, record, lines));
            return;
        }
        long producerId = batch.producerId();
        int epoch = batch.producerEpoch();
        boolean transactional = batch.isTransactional();
        fields.read(
                batch,
                (offset, page, value, eventId) -> lines.accept(new Effect(
                        partition,
                        offset,
                        eventId,
                        page,
                        count(value),
                        producerId,
                        epoch,
                        transactional,
                        readCommitted.test(offset))));
    }

    private static void marker(int partition, RecordBatch batch, Record record, Consumer<? super HistoryLine> lines) {
        ControlRecordType type = ControlRecordType.parse(record.key());
        if (type == ControlRecordType.COMMIT || type == ControlRecordType.ABORT) {
            lines.accept(new Marker(
                    partition,
                    record.offset(),
                    batch.producerId(),
                    batch.producerEpoch(),
                    type == ControlRecordType.COMMIT));
        }
    }

    /** A number of at most 18 decimal digits, or null. */
    private static Long count(ByteBuffer value) {
        if (value == null || value.remaining() == 0 || value.remaining() > DIGITS_MAX) {
            return null;
        }
        long count = 0;
        for (int at = value.position(); at < value.limit(); at++) {
            int digit = value.get(at) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            count = 10 * count + digit;
        }
        return count;
    }
}
