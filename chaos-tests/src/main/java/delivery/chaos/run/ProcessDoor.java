package delivery.chaos.run;

import delivery.chaos.cluster.BrokerJars;
import delivery.chaos.cluster.Endpoint;
import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.network.ToxiproxyServers;
import delivery.chaos.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Brokers are child JVMs; Toxiproxy is this project's own, a child process, or one that runs already. */
record ProcessDoor(ChaosOptions options, ChildProcesses processes, Path workDirectory) implements Door {
    private static final Pattern HOST_AND_PORT = Pattern.compile("[^/]+:[0-9]{1,5}");

    /** @throws CannotStartException if the server that was asked for cannot be used */
    @Override
    public ToxiproxyServer openToxiproxy() throws IOException {
        if (options.toxiproxyServer().isEmpty()) {
            return ToxiproxyServers.embedded();
        }
        try {
            return openToxiproxy(options.toxiproxyServer().get());
        } catch (IOException unusable) {
            throw new CannotStartException(unusable);
        }
    }

    private ToxiproxyServer openToxiproxy(String server) throws IOException {
        if (HOST_AND_PORT.matcher(server).matches()) {
            int colon = server.lastIndexOf(':');
            int port = Integer.parseInt(server.substring(colon + 1));
            return ToxiproxyServers.remote(new Endpoint(server.substring(0, colon), port));
        }
        Path program = options.startedIn().resolve(server).normalize();
        return ToxiproxyServers.binary(program, processes, workDirectory.resolve("toxiproxy-server.log"));
    }

    @Override
    public KafkaCluster openCluster(String name) throws IOException {
        return KafkaCluster.start(processes, workDirectory.resolve(name), brokerJars(), options.transactionVersion());
    }

    private BrokerJars brokerJars() throws IOException {
        return options.brokersVersion().isEmpty()
                ? BrokerJars.ofTheSuite()
                : BrokerJars.of(options.brokersVersion().get(), processes, workDirectory.resolve("maven.log"));
    }

    @Override
    public boolean opensSeveralClusters() {
        return true;
    }

    @Override
    public String brokers() {
        return "three a cluster, as child processes on this machine";
    }

    @Override
    public void close() {}
}
