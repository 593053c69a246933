package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFlagsTest {
    private final PipelineFlags flags = new PipelineFlags();

    @TempDir
    private Path directory;

    @Test
    void hasNoClientSettingsWithoutAFile() throws IOException {
        assertThat(flags.clientSettings()).isEmpty();
    }

    @Test
    void readsClientSettingsFromAFile() throws IOException {
        flags.clientConfig = Files.writeString(directory.resolve("client.properties"), "linger.ms=5\nacks = 0\n");

        assertThat(flags.clientSettings()).containsOnly(entry("linger.ms", "5"), entry("acks", "0"));
    }

    @Test
    void failsWhenTheFileCannotBeRead() {
        flags.clientConfig = directory.resolve("none");

        assertThatThrownBy(flags::clientSettings).isInstanceOf(IOException.class);
    }

    private static Map.Entry<String, Object> entry(String name, Object value) {
        return Map.entry(name, value);
    }
}
