package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** The rest of the poll is done again, and nothing of it that was committed. */
final class RestOfPollRewound extends TransactionEachPartition {
    static final Innocent INNOCENT = new Innocent(
            "rest-of-poll-rewound",
            "a transaction for each partition of a poll, and only the rest of it rewound",
            GUARANTEE,
            List.of("none-ragged", "produce-refused-ragged", "none"),
            RestOfPollRewound::new);

    private RestOfPollRewound(PipelineFlags flags) throws IOException {
        super(flags);
    }

    @Override
    protected void rewind(ConsumerRecords<String, String> events) {
        consumer.committed(events.nextOffsets().keySet()).forEach((partition, committed) -> {
            if (committed == null) {
                consumer.seekToBeginning(Set.of(partition));
            } else {
                consumer.seek(partition, committed);
            }
        });
    }
}
