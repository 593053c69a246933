package delivery.sabotaged;

import delivery.contract.Clients;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Offsets are committed every five seconds, and when partitions are revoked, before another has them. */
final class CommitOnRevoke extends CommitsWhatIsDue {
    static final Innocent INNOCENT = new Innocent(
            "commit-on-revoke",
            "offsets committed every five seconds, and when partitions are revoked",
            GUARANTEE,
            List.of("none", "scaled-out-and-in", "rolling-deploy-cooperative"),
            CommitOnRevoke::new);

    private CommitOnRevoke(PipelineFlags flags) throws IOException {
        this(flags, connect(flags, settings(flags)));
    }

    CommitOnRevoke(PipelineFlags flags, Clients clients) {
        super(flags, clients, Duration.ofSeconds(5));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commitDue();
        super.onPartitionsRevoked(partitions);
    }
}
