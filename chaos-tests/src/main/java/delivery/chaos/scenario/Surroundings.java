package delivery.chaos.scenario;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.database.Databases;
import delivery.chaos.database.NoDatabases;
import delivery.chaos.network.LinkSecurity;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.process.ChildProcesses;
import java.nio.file.Path;
import java.util.Map;

/**
 * What all scenarios of a run share.
 *
 * @param workDirectory for what is thrown away with the run: states, settings; runs on the same cluster are told apart
 *     by its name
 * @param security of the links from pipelines to the cluster
 * @param databases for pipelines that keep their effects in one
 * @param versions names and versions of what takes part, for every history
 */
public record Surroundings(
        ChildProcesses processes,
        KafkaCluster cluster,
        ToxiproxyServer toxiproxy,
        Path workDirectory,
        LinkSecurity security,
        Databases databases,
        Map<String, String> versions) {

    /** On a cluster of the run's own, without databases. */
    public Surroundings(
            ChildProcesses processes,
            KafkaCluster cluster,
            ToxiproxyServer toxiproxy,
            Path workDirectory,
            Map<String, String> versions) {
        this(
                processes,
                cluster,
                toxiproxy,
                workDirectory,
                LinkSecurity.NONE,
                new NoDatabases("this run has none"),
                versions);
    }

    /** The same for another run. */
    public Surroundings in(Path otherWorkDirectory) {
        return new Surroundings(processes, cluster, toxiproxy, otherWorkDirectory, security, databases, versions);
    }

    /** The prefix of a scenario's topics, group, transactional ids and proxies. No other run has it. */
    String prefix(ScenarioPlan plan) {
        return cluster.prefix() + workDirectory.getFileName() + "." + plan.slug();
    }
}
