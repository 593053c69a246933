package delivery.chaos.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.form.EffectForm;
import delivery.contract.Effects;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class LoggedEffectsTest {
    private static final long PRODUCER = 7;
    private static final long OTHER_PRODUCER = 8;
    private static final short EPOCH = 0;

    private final LoggedEffects logged = new LoggedEffects(null, 2, EffectForm.CONTRACT);

    private void plain(String... eventIds) {
        take(0, MemoryRecords.withRecords(Compression.NONE, records(eventIds)));
    }

    private void inTransaction(int partition, long producerId, String... eventIds) {
        take(
                partition,
                MemoryRecords.withTransactionalRecords(Compression.NONE, producerId, EPOCH, 0, records(eventIds)));
    }

    private void marker(int partition, long producerId, ControlRecordType type) {
        take(
                partition,
                MemoryRecords.withEndTransactionMarker(0, producerId, EPOCH, new EndTransactionMarker(type, 0)));
    }

    private void take(int partition, MemoryRecords records) {
        records.batches().forEach(batch -> logged.note(partition, batch));
    }

    private static SimpleRecord[] records(String... eventIds) {
        return Arrays.stream(eventIds)
                .map(id -> new SimpleRecord(0, (byte[]) null, null, new Header[] {
                    new RecordHeader(Effects.EVENT_ID, id.getBytes(StandardCharsets.UTF_8))
                }))
                .toArray(SimpleRecord[]::new);
    }

    @Test
    void areThereAtOnceWithoutATransaction() {
        plain("e-1", "e-2");

        assertThat(logged.inLog()).containsExactlyInAnyOrder("e-1", "e-2");
        assertThat(logged.undecided()).isEmpty();
    }

    @Test
    void areUndecidedUntilTheMarkerOfTheirProducerComesInTheirPartition() {
        inTransaction(0, PRODUCER, "e-1");
        inTransaction(1, PRODUCER, "e-2");
        inTransaction(0, OTHER_PRODUCER, "e-3");
        marker(0, PRODUCER, ControlRecordType.COMMIT);

        assertThat(logged.inLog()).containsExactlyInAnyOrder("e-1", "e-2", "e-3");
        assertThat(logged.undecided()).containsExactlyInAnyOrder("e-2", "e-3");
    }

    @Test
    void areGoneWhenTheirTransactionIsAborted() {
        inTransaction(0, PRODUCER, "e-1");
        marker(0, PRODUCER, ControlRecordType.ABORT);

        assertThat(logged.inLog()).isEmpty();
        assertThat(logged.undecided()).isEmpty();
    }

    @Test
    void stayThereWhenOnlyARepetitionIsAborted() {
        inTransaction(0, PRODUCER, "e-1");
        marker(0, PRODUCER, ControlRecordType.COMMIT);
        inTransaction(0, PRODUCER, "e-1");
        marker(0, PRODUCER, ControlRecordType.ABORT);

        assertThat(logged.inLog()).containsExactly("e-1");
    }
}
