package delivery.chaos.cluster;

import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.process.MavenJars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The jars that brokers run from: those that this suite was built with, or those of another version of Kafka, which
 * Maven lays out once, in a directory of their own.
 *
 * @param directory whose jars are the class path
 * @param version asked for; empty for the suite's own
 */
public record BrokerJars(Path directory, Optional<String> version) {
    private static final String POM = "brokers-pom.xml";

    /** Those that this suite was built with. */
    public static BrokerJars ofTheSuite() {
        return new BrokerJars(JavaCommand.location(BrokerJars.class).resolveSibling("lib"), Optional.empty());
    }

    /**
     * Those of a version, laid out beside the suite's own unless they are there.
     *
     * @param log of Maven
     * @throws IOException that says why, if they cannot be had
     */
    public static BrokerJars of(String version, ChildProcesses processes, Path log) throws IOException {
        Path whole =
                JavaCommand.location(BrokerJars.class).resolveSibling("brokers").resolve("kafka-" + version);
        return new BrokerJars(MavenJars.layOut(pom(version), whole, processes, log), Optional.of(version));
    }

    /** What Maven is told. */
    static String pom(String version) throws IOException {
        try (InputStream pom = BrokerJars.class.getResourceAsStream(POM)) {
            String text = new String(pom.readAllBytes(), StandardCharsets.UTF_8).replace("KAFKA_VERSION", version);
            return bringsItsLogging(version) ? text.replaceAll("(?s)<!-- LOGGING:.*LOGGING END -->", "") : text;
        }
    }

    /** Brokers before 4.1 leave it to whoever starts them; without, they never say that they have started. */
    private static boolean bringsItsLogging(String version) {
        String[] parts = version.split("\\.");
        int major = Integer.parseInt(parts[0]);
        return major > 4 || major == 4 && Integer.parseInt(parts[1]) >= 1;
    }
}
