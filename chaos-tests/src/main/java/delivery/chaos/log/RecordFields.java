package delivery.chaos.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * What there is to know of the records of a batch, one after the other, with no object for each of them and its headers: a
 * third of the time of the clients' records. Reads the record format 2 (Kafka documentation, "Record Batch").
 */
public final class RecordFields {
    /** Takes a record: its offset, and key, value and the last header of the name asked for, each null if there is none. */
    public interface Visitor {
        void visit(long offset, String key, ByteBuffer value, String header);
    }

    private final byte[] header;
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 16);

    /**
     * @param header name of the header that matters
     */
    public RecordFields(String header) {
        this.header = header.getBytes(StandardCharsets.UTF_8);
    }

    /** Hands over the records of a batch in their order; a value is good for the visit only. */
    public void read(RecordBatch batch, Visitor visitor) {
        if (batch.magic() != RecordBatch.MAGIC_VALUE_V2 || batch.isCompressed()) {
            batch.forEach(record -> visitor.visit(record.offset(), text(record.key()), record.value(), header(record)));
            return;
        }
        if (bytes.capacity() < batch.sizeInBytes()) {
            bytes = ByteBuffer.allocate(batch.sizeInBytes());
        }
        bytes.clear();
        batch.writeTo(bytes);
        bytes.flip().position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        for (int left = batch.countOrNull(); left > 0; left--) {
            record(batch.baseOffset(), visitor);
        }
    }

    private void record(long baseOffset, Visitor visitor) {
        int end = ByteUtils.readVarint(bytes);
        end += bytes.position();
        // Attributes, which no record has, and the timestamp.
        bytes.get();
        ByteUtils.readVarlong(bytes);
        long offset = baseOffset + ByteUtils.readVarint(bytes);
        String key = text(ByteUtils.readVarint(bytes));
        int valueLength = ByteUtils.readVarint(bytes);
        ByteBuffer value = valueLength < 0 ? null : bytes.slice(bytes.position(), valueLength);
        skip(valueLength);
        String found = null;
        for (int left = ByteUtils.readVarint(bytes); left > 0; left--) {
            int nameLength = ByteUtils.readVarint(bytes);
            boolean matters = isHeader(nameLength);
            skip(nameLength);
            int length = ByteUtils.readVarint(bytes);
            if (matters) {
                found = text(length);
            } else {
                skip(length);
            }
        }
        visitor.visit(offset, key, value, found);
        bytes.position(end);
    }

    private boolean isHeader(int length) {
        int from = bytes.arrayOffset() + bytes.position();
        return Arrays.equals(bytes.array(), from, from + length, header, 0, header.length);
    }

    private String text(int length) {
        if (length < 0) {
            return null;
        }
        String text = new String(bytes.array(), bytes.arrayOffset() + bytes.position(), length, StandardCharsets.UTF_8);
        skip(length);
        return text;
    }

    private void skip(int length) {
        if (length > 0) {
            bytes.position(bytes.position() + length);
        }
    }

    private String header(Record record) {
        String found = null;
        for (Header candidate : record.headers()) {
            if (Arrays.equals(candidate.key().getBytes(StandardCharsets.UTF_8), header)) {
                found = candidate.value() == null ? null : new String(candidate.value(), StandardCharsets.UTF_8);
            }
        }
        return found;
    }

    private static String text(ByteBuffer buffer) {
        return buffer == null
                ? null
                : StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
    }
}
