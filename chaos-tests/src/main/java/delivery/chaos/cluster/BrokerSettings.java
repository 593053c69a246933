package delivery.chaos.cluster;

import delivery.chaos.process.JavaProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a broker is set up, whatever it runs in. */
public final class BrokerSettings {
    static final List<String> JVM_FLAGS = Stream.concat(
                    Stream.of("-Xms256m", "-Xmx384m"), JavaProgram.BRIEF_LIFE.stream())
            .toList();

    /** What a broker logs last when it starts: it serves on all its listeners. */
    static final String STARTED = "Kafka Server started";

    static final int SESSION_TIMEOUT_MIN_MS = 1_000;

    private static final String BIND = Endpoint.LOOPBACK + ":";

    private BrokerSettings() {}

    /** The ports of one combined broker and controller. */
    record Ports(int client, int direct, int internal, int controller) {}

    /** {@code server.properties} of a broker that listens on the loopback interface. */
    static Properties of(int id, List<Ports> quorum, Path logDirectory) {
        Properties settings = shared();
        identity(settings, id, quorum, logDirectory);
        return settings;
    }

    /**
     * Where a broker tells pipelines that it listens. Nothing does: a pipeline that was told an address which the wire
     * tap did not rewrite cannot reach a broker around its link.
     */
    static Endpoint advertisedToPipelines(int id) {
        return Endpoint.loopback(id);
    }

    /** All but who a broker is and where it listens, for people. */
    public static SortedMap<String, String> byName() {
        SortedMap<String, String> settings = new TreeMap<>();
        shared().forEach((name, value) -> settings.put(name.toString(), value.toString()));
        return settings;
    }

    /** All but who a broker is and where it listens. */
    static Properties shared() {
        Properties settings = new Properties();
        replication(settings);
        failover(settings);
        groupsAndTransactions(settings);
        return settings;
    }

    private static void identity(Properties settings, int id, List<Ports> quorum, Path logDirectory) {
        Ports ports = quorum.get(id - 1);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(id));
        settings.put("log.dirs", logDirectory.toString());
        settings.put(
                "controller.quorum.voters",
                quorum.stream()
                        .map(voter -> (quorum.indexOf(voter) + 1) + "@" + BIND + voter.controller())
                        .collect(Collectors.joining(",")));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "INTERNAL");
        settings.put(
                "listeners",
                "CLIENT://" + BIND + ports.client() + ",DIRECT://" + BIND + ports.direct() + ",INTERNAL://" + BIND
                        + ports.internal() + ",CONTROLLER://" + BIND + ports.controller());
        settings.put(
                "advertised.listeners",
                "CLIENT://" + advertisedToPipelines(id) + ",DIRECT://" + BIND + ports.direct() + ",INTERNAL://" + BIND
                        + ports.internal());
        settings.put(
                "listener.security.protocol.map",
                "CLIENT:PLAINTEXT,DIRECT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
    }

    private static void replication(Properties settings) {
        settings.put("default.replication.factor", "3");
        settings.put("min.insync.replicas", "2");
        settings.put("offsets.topic.replication.factor", "3");
        settings.put("transaction.state.log.replication.factor", "3");
        settings.put("transaction.state.log.min.isr", "2");
        settings.put("unclean.leader.election.enable", "false");
        settings.put("auto.create.topics.enable", "false");
        // Leaders move when a broker dies, not on a timer in the middle of another scenario.
        settings.put("auto.leader.rebalance.enable", "false");
    }

    /** Default times would only make every scenario wait; none of them changes what is guaranteed. */
    private static void failover(Properties settings) {
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("controller.quorum.election.timeout.ms", "500");
        settings.put("controller.quorum.election.backoff.max.ms", "200");
        settings.put("controller.quorum.append.linger.ms", "0");
        // No record is written only to show that the controller lives (KIP-835): a fifth of what idle brokers do.
        settings.put("metadata.max.idle.interval.ms", "0");
        // A new partition waits this long for a follower that has nothing else to fetch.
        settings.put("replica.fetch.wait.max.ms", "250");
        settings.put("log.initial.task.delay.ms", "100");
        // Which producers are to be forgotten a leader looks every ten minutes.
        settings.put("producer.id.expiration.check.interval.ms", "500");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
    }

    private static void groupsAndTransactions(Properties settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", String.valueOf(SESSION_TIMEOUT_MIN_MS));
        // The new protocol's, where it is the brokers that set them.
        settings.put("group.consumer.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "500");
        settings.put("group.consumer.heartbeat.interval.ms", "500");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200");
    }
}
