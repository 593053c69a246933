package delivery.chaos.run;

import delivery.chaos.cluster.ForeignCluster;
import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.Tenancy;
import delivery.chaos.network.LinkSecurity;
import delivery.chaos.network.ToxiproxyServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The brokers are somebody's, and are there already; Toxiproxy is as where they are child processes.
 *
 * @param beside opens Toxiproxy
 */
record ForeignDoor(ForeignClusterOptions options, ProcessDoor beside, ClientProperties properties) implements Door {
    /** @throws CannotStartException if the file of properties is wrong */
    static ForeignDoor of(ForeignClusterOptions options, ProcessDoor beside) throws CannotStartException {
        ClientProperties properties = ClientProperties.read(
                ClientProperties.Asker.RUN,
                options.bootstrap(),
                options.admin().map(Path::of),
                beside.options().startedIn());
        return new ForeignDoor(options, beside, properties);
    }

    @Override
    public ToxiproxyServer openToxiproxy() throws IOException {
        return beside.openToxiproxy();
    }

    /**
     * Takes the cluster.
     *
     * @throws CannotStartException in one line, if it does not answer, is in production, or a right is missing
     */
    @Override
    public KafkaCluster openCluster(String name) throws IOException {
        try {
            if (!options.shared()) {
                requireOurs();
            }
            return ForeignCluster.open(properties.patientSettings(), options.commands());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a cluster was asked");
        } catch (ExecutionException refused) {
            throw new CannotStartException(properties.said("what is on the cluster", refused.getCause()));
        } catch (KafkaException refused) {
            throw new CannotStartException(properties.notTaken(refused));
        } catch (CannotStartException said) {
            throw said;
        } catch (IOException missing) {
            throw new CannotStartException(missing);
        }
    }

    /** A cluster on which others keep something is one on which a mistake of ours would hurt. */
    private void requireOurs() throws CannotStartException, InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(properties.settings())) {
            Set<String> others = Tenancy.topicsOfOthers(admin);
            if (!others.isEmpty()) {
                throw new CannotStartException("there are topics on this cluster that this suite has not made ("
                        + others.size() + ", " + others.iterator().next()
                        + " for one): is it in production? -Dchaos.cluster.shared=yes says that it may be used");
            }
        }
    }

    @Override
    public LinkSecurity openSecurity() throws IOException {
        try {
            return LinkSecurity.open(
                    properties.settings(),
                    beside.processes(),
                    beside.workDirectory().resolve("security"));
        } catch (KafkaException refused) {
            throw new CannotStartException(properties.notTaken(refused));
        }
    }

    @Override
    public boolean opensSeveralClusters() {
        return false;
    }

    @Override
    public String brokers() {
        return "a cluster that was there already, at " + options.bootstrap()
                + (options.commands().isEmpty()
                        ? ", whose brokers are left alone"
                        : ", with commands to " + options.commands() + " its brokers");
    }

    @Override
    public void close() {}
}
