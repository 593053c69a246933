package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPropertiesTest {
    @TempDir
    private Path directory;

    private ClientProperties read(String text) throws IOException {
        return ClientProperties.read(
                ClientProperties.Asker.AUDIT,
                "127.0.0.1:1",
                Optional.of(Files.writeString(directory.resolve("c"), text)));
    }

    @Test
    void takesWhatReachesTheClusterAndNothingThatWritesOrReports() throws IOException {
        assertThat(read("""
                        security.protocol=SASL_SSL
                        bootstrap.servers=other:1
                        group.id=g
                        transactional.id=t
                        enable.auto.commit=true
                        metric.reporters=x.Y
                        request.timeout.ms=999999
                        schema.registry.url=x
                        """).settings())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "127.0.0.1:1")
                .containsEntry("enable.metrics.push", false)
                .containsEntry("request.timeout.ms", 10_000)
                .doesNotContainKeys(
                        "group.id",
                        "transactional.id",
                        "enable.auto.commit",
                        "metric.reporters",
                        "schema.registry.url");
    }

    @Test
    void meansFilesFromWhereTheRunWasStarted() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("k.p12"), "");
        Files.writeString(directory.resolve("ca.pem"), "");
        Files.writeString(
                directory.resolve("c"), "ssl.truststore.location=ca.pem\nssl.keystore.location=" + elsewhere + "\n");

        assertThat(ClientProperties.read(ClientProperties.Asker.RUN, "b:1", Optional.of(Path.of("c")), directory)
                        .settings())
                .containsEntry(
                        "ssl.truststore.location", directory.resolve("ca.pem").toString())
                .containsEntry("ssl.keystore.location", elsewhere.toString());
    }

    @Test
    void saysWhichFileOfCertificatesCannotBeRead() throws IOException {
        assertThatThrownBy(() -> read("security.protocol=SSL\nssl.truststore.location=/no/such.p12\n"))
                .isInstanceOf(CannotStartException.class)
                .hasMessageEndingWith("/c name a file that cannot be read: ssl.truststore.location");
    }

    @Test
    void saysWhatIsNotTaken() throws IOException {
        Files.writeString(directory.resolve("ca.pem"), "no certificate");
        ClientProperties certificates = read("security.protocol=SSL\nssl.truststore.type=PEM\n"
                + "ssl.truststore.location=" + directory.resolve("ca.pem") + "\n");
        assertThatThrownBy(() -> Admin.create(certificates.settings()))
                .isInstanceOfSatisfying(
                        KafkaException.class,
                        refused -> assertThat(certificates.notTaken(refused))
                                .contains("it complains of ", "ssl.truststore.location"));
        assertThat(certificates.notTaken(new InvalidConfigurationException("cannot load a store of type PEM")))
                .endsWith("it complains of ssl.truststore.type");
        ClientProperties login = read("""
                security.protocol=SASL_PLAINTEXT
                sasl.mechanism=PLAIN
                sasl.jaas.config=no.such.Module required password="secret";
                """);
        assertThatThrownBy(() -> Admin.create(login.settings()))
                .isInstanceOfSatisfying(
                        KafkaException.class,
                        refused -> assertThat(login.notTaken(refused)).endsWith("it complains of sasl.jaas.config"));
    }

    /** So it is with a broker that is not Apache's and has null where a list is meant. */
    @Test
    void saysThatAnAnswerIsNotUnderstood() throws IOException {
        assertThat(read("").said("what is on the cluster", new NullPointerException()))
                .isEqualTo("Kafka's client does not understand what the cluster 127.0.0.1:1 answers"
                        + " (NullPointerException)");
    }

    @Test
    void saysThatAFileIsNotThereOrIsNoProperties() {
        assertThatThrownBy(() -> ClientProperties.read(
                        ClientProperties.Asker.AUDIT, "b:1", Optional.of(directory.resolve("none"))))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("cannot be read (NoSuchFileException)");
        assertThatThrownBy(() -> read("secret=\\u00zz"))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("are no Java properties")
                .hasMessageNotContaining("secret");
    }

    @Test
    void saysOfWhichPropertiesAClientComplainsAndNotOfWhichValues() throws IOException {
        Path store = Files.writeString(directory.resolve("store"), "");
        ClientProperties properties = read("ssl.truststore.location=" + store + "\nssl.truststore.password=hunter2\n");

        assertThat(properties.refused(
                        new IOException("failed", new IllegalStateException("cannot load " + store + " with hunter2"))))
                .endsWith("it complains of ssl.truststore.location, ssl.truststore.password");
        assertThat(properties.refused(new IOException("failed"))).endsWith("c");
    }
}
