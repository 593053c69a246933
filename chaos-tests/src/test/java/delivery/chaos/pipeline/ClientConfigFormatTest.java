package delivery.chaos.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientConfigFormatTest {
    private static final Map<String, String> SETTINGS =
            Map.of("request.timeout.ms", "2000", "max.poll.records", "250", "linger.ms", "1000");

    @TempDir
    private Path directory;

    @Test
    void givesJavaClientsTheirOwnNames() throws IOException {
        assertThat(Files.readAllLines(ClientConfigFormat.JAVA.write(directory, SETTINGS)))
                .containsExactly("linger.ms=1000", "max.poll.records=250", "request.timeout.ms=2000");
    }

    @Test
    void givesLibrdkafkaItsNamesAndNoneThatItDoesNotKnow() throws IOException {
        assertThat(Files.readAllLines(ClientConfigFormat.LIBRDKAFKA.write(directory, SETTINGS)))
                .containsExactly("linger.ms=1000", "socket.timeout.ms=2000");
    }

    /** Its own metadata.max.age.ms says when metadata is too old to be used, and not when to ask again. */
    @Test
    void tellsLibrdkafkaHowOftenToLookForNewPartitions() throws IOException {
        Map<String, String> settings = Map.of("metadata.max.age.ms", "1000");

        assertThat(Files.readAllLines(ClientConfigFormat.LIBRDKAFKA.write(directory, settings)))
                .containsExactly("topic.metadata.refresh.interval.ms=1000");
    }

    @Test
    void givesLibrdkafkaNameAndPasswordAsItWantsThem() throws IOException {
        Map<String, String> secured = Map.of(
                "security.protocol", "SASL_SSL",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", "/ca.pem",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"me\" password=\"pass word\";");

        assertThat(Files.readAllLines(ClientConfigFormat.LIBRDKAFKA.write(directory, secured)))
                .containsExactly(
                        "sasl.mechanism=PLAIN",
                        "sasl.password=pass word",
                        "sasl.username=me",
                        "security.protocol=SASL_SSL",
                        "ssl.ca.location=/ca.pem");
    }

    @Test
    void givesJavaClientsABackslashAsItIsAndNobodyElseToRead() throws IOException {
        Path file = ClientConfigFormat.JAVA.write(directory, Map.of("sasl.jaas.config", "a\\b"));

        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            read.load(in);
        }
        assertThat(read).containsEntry("sasl.jaas.config", "a\\b");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void givesJsonWithTheNamesOfJavaClients() throws IOException {
        Path file = ClientConfigFormat.JSON.write(directory, SETTINGS);

        assertThat(new JsonMapper()
                        .readTree(file.toFile())
                        .get("request.timeout.ms")
                        .asText())
                .isEqualTo("2000");
    }

    @Test
    void givesNothingToAProgramThatReadsNone() throws IOException {
        assertThat(ClientConfigFormat.NONE.write(directory, SETTINGS)).isEmptyFile();
        assertThat(ClientConfigFormat.NONE.reachesProgram()).isFalse();
    }
}
