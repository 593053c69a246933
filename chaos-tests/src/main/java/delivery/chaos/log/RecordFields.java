package delivery.chaos.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * Reads the records of a batch one after the other, without an object for each record and header. Takes a third of the
 * time that the clients' records take. Reads the record format 2 (Kafka documentation, "Record
 * Batch").
 */
public final class RecordFields {
    /**
     * Takes a record: its offset, and key, value and the last header of the name asked for, each null if there is none.
     */
    public interface Visitor {
        void visit(long offset, String key, ByteBuffer value, String header);
    }

    private final byte[] header;
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    private ByteBufferAccessor in = new ByteBufferAccessor(bytes);

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
            in = new ByteBufferAccessor(bytes);
        }
        bytes.clear();
        batch.writeTo(bytes);
        bytes.flip().position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        for (int left = batch.countOrNull(); left > 0; left--) {
            record(batch.baseOffset(), visitor);
        }
    }

    private void record(long baseOffset, Visitor visitor) {
        int end = in.readVarint();
        end += bytes.position();
        // Attributes, which no record has, and the timestamp.
        bytes.get();
        in.readVarlong();
        long offset = baseOffset + in.readVarint();
        String key = text(in.readVarint());
        int valueLength = in.readVarint();
        ByteBuffer value = valueLength < 0 ? null : bytes.slice(bytes.position(), valueLength);
        skip(valueLength);
        String found = null;
        for (int left = in.readVarint(); left > 0; left--) {
            int nameLength = in.readVarint();
            boolean matters = isHeader(nameLength);
            skip(nameLength);
            int length = in.readVarint();
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
