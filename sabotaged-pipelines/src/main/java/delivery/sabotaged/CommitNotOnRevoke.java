package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Clients;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** Offsets are committed every twenty seconds; those that are due are forgotten when partitions are revoked. */
final class CommitNotOnRevoke extends CommitsWhatIsDue {
    static final Sabotage SABOTAGE = new Sabotage(
            "commit-not-on-revoke",
            "offsets committed every twenty seconds, and not when partitions are revoked",
            GUARANTEE,
            "scaled-out-and-in",
            Anomaly.DUPLICATED,
            CommitNotOnRevoke::new);

    private CommitNotOnRevoke(PipelineFlags flags) throws IOException {
        this(flags, connect(flags, settings(flags)));
    }

    CommitNotOnRevoke(PipelineFlags flags, Clients clients) {
        // Longer than another instance takes to start and to join on a slow machine: meanwhile there is something due.
        super(flags, clients, Duration.ofSeconds(20));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        forgetDue();
        super.onPartitionsRevoked(partitions);
    }
}
