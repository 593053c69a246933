package delivery.chaos.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
