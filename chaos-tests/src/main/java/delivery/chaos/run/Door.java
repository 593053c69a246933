package delivery.chaos.run;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.network.LinkSecurity;
import delivery.chaos.network.ToxiproxyServer;
import java.io.Closeable;
import java.io.IOException;

/** Where a run's Toxiproxy server and its brokers come from. */
interface Door extends Closeable {
    /** Opened first, for it fails soonest. */
    ToxiproxyServer openToxiproxy() throws IOException;

    /** @param name of a directory of its own below the run's */
    KafkaCluster openCluster(String name) throws IOException;

    /** What pipelines need to get to the cluster. */
    default LinkSecurity openSecurity() throws IOException {
        return LinkSecurity.NONE;
    }

    /** Whether a second cluster can be opened while the first one runs. */
    boolean opensSeveralClusters();

    /** What the brokers are, for the report. */
    String brokers();
}
