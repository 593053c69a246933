package delivery.chaos.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What took part in a run.
 *
 * @param suite version of this suite
 * @param commit that it was built from, with {@code -dirty} if the tree had changes; {@code unknown} without a
 *     repository
 * @param brokers version of the brokers' jars
 * @param kafka version of the clients' jars
 * @param streams version of Kafka Streams' jar
 * @param kafkaImage of the brokers, where they run in containers
 * @param toxiproxyImage of Toxiproxy, where it runs in a container
 */
public record Versions(
        String suite,
        String commit,
        String brokers,
        String kafka,
        String streams,
        String kafkaImage,
        String toxiproxyImage) {

    /** Reads them from what the build left beside this class. */
    public static Versions read() {
        Properties suite = load("suite.properties");
        String commit = suite.getProperty("commit");
        boolean unknown = commit.startsWith("$");
        return new Versions(
                suite.getProperty("version"),
                unknown ? "unknown" : commit + (suite.getProperty("dirty").equals("true") ? "-dirty" : ""),
                load("/kafka/kafka-version.properties").getProperty("version"),
                load("/kafka/kafka-version.properties").getProperty("version"),
                load("/kafka/kafka-streams-version.properties").getProperty("version"),
                suite.getProperty("image.kafka"),
                suite.getProperty("image.toxiproxy"));
    }

    /** The same with brokers and clients of other versions, if there are any. */
    Versions with(Optional<String> brokersVersion, Optional<String> clientsVersion) {
        return new Versions(
                suite,
                commit,
                brokersVersion.orElse(brokers),
                clientsVersion.orElse(kafka),
                clientsVersion.orElse(streams),
                kafkaImage,
                toxiproxyImage);
    }

    private static Properties load(String resource) {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream(resource)) {
            properties.load(in);
            return properties;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** For people: {@code 0.1.0, commit 3844c6e, Kafka 4.3.1}. */
    @Override
    public String toString() {
        return suite + ", commit " + commit + ", Kafka " + kafka;
    }

    /**
     * By name, for a history.
     *
     * @param transactionVersion that the brokers have finalized
     */
    public Map<String, String> byName(String toxiproxyKind, String toxiproxyVersion, int transactionVersion) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("suite", suite);
        versions.put("commit", commit);
        versions.put("broker", brokers);
        versions.put("transaction.version", String.valueOf(transactionVersion));
        versions.put("clients", kafka);
        versions.put("streams", streams);
        versions.put("toxiproxy", toxiproxyKind + " " + toxiproxyVersion);
        versions.put("java", System.getProperty("java.version"));
        return versions;
    }
}
