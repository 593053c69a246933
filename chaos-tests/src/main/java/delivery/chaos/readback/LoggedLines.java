package delivery.chaos.readback;

import delivery.chaos.form.EffectForm;
import delivery.chaos.form.FieldPlace;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.chaos.log.RecordFields;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/** What batches of the output are in a history. For one reader at a time. */
public final class LoggedLines {
    private final EffectForm form;
    private final UnaryOperator<String> pageOfEvent;
    private final RecordFields fields;

    /** Of effects in the form of the contract. */
    public LoggedLines() {
        this(EffectForm.CONTRACT, eventId -> null);
    }

    /**
     * @param form of the effects
     * @param pageOfEvent the page of the event of an id, for effects that name none; null for an id that no event has
     */
    public LoggedLines(EffectForm form, UnaryOperator<String> pageOfEvent) {
        this.form = form;
        this.pageOfEvent = pageOfEvent;
        this.fields = new RecordFields(form.header());
    }

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
        fields.read(batch, (offset, key, value, header) -> {
            EffectForm.Said said = form.read(key, value, header);
            lines.accept(new Effect(
                    partition,
                    offset,
                    said.eventId(),
                    page(said),
                    said.count(),
                    producerId,
                    epoch,
                    transactional,
                    readCommitted.test(offset)));
        });
    }

    private String page(EffectForm.Said said) {
        return form.page() instanceof FieldPlace.Nowhere && said.eventId() != null
                ? pageOfEvent.apply(said.eventId())
                : said.page();
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
}
