package delivery.chaos.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordFieldsTest {
    private final List<String> read = new ArrayList<>();

    static List<Compression> compressions() {
        return List.of(Compression.NONE, Compression.gzip().build());
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static RecordBatch batch(Compression compression) {
        MemoryRecordsBuilder builder =
                MemoryRecords.builder(ByteBuffer.allocate(1 << 20), compression, TimestampType.CREATE_TIME, 1_000);
        append(builder, "/a", "1", header("event-id", "e1"));
        append(builder, null, null);
        append(builder, "é", "", header("other", "x"), header("event-id", "first"), header("event-id", "lást"));
        append(builder, "", "2", header("event-id", "e4"), header("event-id", null));
        append(builder, "/b", "3".repeat(100_000), header("event-id-2", "no"), header("event-i", "no"), header("", ""));
        builder.close();
        return builder.build().batches().iterator().next();
    }

    private static void append(MemoryRecordsBuilder builder, String key, String value, Header... headers) {
        builder.append(System.currentTimeMillis(), bytes(key), bytes(value), headers);
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void handsOverWhatTheClientsRecordsHold(Compression compression) {
        RecordFields fields = new RecordFields("event-id");

        for (int time = 0; time < 2; time++) {
            read.clear();
            fields.read(
                    batch(compression),
                    (offset, key, value, id) ->
                            read.add(offset + " " + key + " " + (value == null ? null : value.remaining()) + " " + id));
            assertThat(read)
                    .containsExactly(
                            "1000 /a 1 e1",
                            "1001 null null null",
                            "1002 é 0 lást",
                            "1003  1 null",
                            "1004 /b 100000 null");
        }
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void givesValuesThatBeginWhereTheyBegin(Compression compression) {
        new RecordFields("event-id").read(batch(compression), (offset, key, value, id) -> {
            if (offset == 1_000) {
                read.add(StandardCharsets.US_ASCII.decode(value.duplicate()).toString());
                read.add(String.valueOf((char) value.get(value.position())));
            }
        });

        assertThat(read).containsExactly("1", "1");
    }
}
