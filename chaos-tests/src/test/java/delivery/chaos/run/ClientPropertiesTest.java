package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPropertiesTest {
    @TempDir
    private Path directory;

    private ClientProperties read(String text) throws IOException {
        return ClientProperties.read(
                ClientProperties.Asker.AUDIT, "b:1", Optional.of(Files.writeString(directory.resolve("c"), text)));
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
                .containsEntry("bootstrap.servers", "b:1")
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
        ClientProperties properties = read("ssl.truststore.location=/secret/store\nssl.truststore.password=hunter2\n");

        assertThat(properties.refused(
                        new IOException("failed", new IllegalStateException("cannot load /secret/store with hunter2"))))
                .endsWith("it complains of ssl.truststore.location, ssl.truststore.password");
        assertThat(properties.refused(new IOException("failed"))).endsWith("c");
    }
}
