package delivery.chaos.network.wire;

import delivery.chaos.form.EffectForm;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.Utils;

/** An effect as it crosses the wire. */
public final class WireEffect {
    private WireEffect() {}

    /** The id of the event that a record is an effect of; null if it names none. */
    public static String eventId(Record record, EffectForm form) {
        Header header = form.header().isEmpty() ? null : new RecordHeaders(record.headers()).lastHeader(form.header());
        String said =
                header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        String key = record.hasKey() ? new String(Utils.toArray(record.key()), StandardCharsets.UTF_8) : null;
        return form.read(key, record.value(), said).eventId();
    }
}
