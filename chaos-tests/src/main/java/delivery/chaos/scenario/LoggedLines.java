package delivery.chaos.scenario;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.contract.Effects;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.Utils;

/** What batches of a log are in a history. */
final class LoggedLines {
    private static final int DIGITS_MAX = 18;

    private LoggedLines() {}

    /**
     * The effects and markers of a batch of the output.
     *
     * @param readCommitted whether a read_committed consumer was given the record at an offset
     */
    static void effects(
            int partition, RecordBatch batch, LongPredicate readCommitted, Consumer<? super HistoryLine> lines) {
        for (Record record : batch) {
            if (!batch.isControlBatch()) {
                lines.accept(effect(partition, batch, record, readCommitted.test(record.offset())));
                continue;
            }
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
    }

    /**
     * The events of a batch of the input.
     *
     * @throws IllegalArgumentException if a record has no event id or no page: it cannot be followed
     */
    static void events(int partition, RecordBatch batch, Consumer<? super Event> lines) {
        if (batch.isControlBatch()) {
            return;
        }
        for (Record record : batch) {
            String id = eventId(record);
            String page = text(record.key());
            if (id == null || page == null) {
                throw new IllegalArgumentException(
                        "the event at events-" + partition + "@" + record.offset() + " has no "
                                + (id == null ? "header " + Effects.EVENT_ID : "key")
                                + ", so that its effects cannot be told; give every event both");
            }
            lines.accept(new Event(id, page, partition, record.offset()));
        }
    }

    private static Effect effect(int partition, RecordBatch batch, Record record, boolean readCommitted) {
        return new Effect(
                partition,
                record.offset(),
                eventId(record),
                text(record.key()),
                count(record.value()),
                batch.producerId(),
                batch.producerEpoch(),
                batch.isTransactional(),
                readCommitted);
    }

    /** The last header of that name, as consumers take it. */
    private static String eventId(Record record) {
        String id = null;
        for (Header header : record.headers()) {
            if (header.key().equals(Effects.EVENT_ID)) {
                id = header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
            }
        }
        return id;
    }

    private static String text(ByteBuffer bytes) {
        return bytes == null ? null : Utils.utf8(bytes);
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
