package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Events are sent in chunks of 50, and the last chunk of a poll only if it is full. */
final class RestOfPollDropped extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "rest-of-poll-dropped",
            "the incomplete last chunk of a poll never sent",
            GUARANTEE,
            "none-ragged",
            Anomaly.LOST,
            RestOfPollDropped::new);

    private final List<ConsumerRecord<String, String>> chunk = new ArrayList<>();

    private RestOfPollDropped(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        chunk.add(event);
        if (chunk.size() == 50) {
            chunk.forEach(super::send);
            chunk.clear();
        }
    }

    @Override
    protected void flush() {
        chunk.clear();
        super.flush();
    }
}
