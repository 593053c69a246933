package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final String LAYOUT = """
            at-least-once/target/lib/kafka.jar
            chaos-tests/target/lib/kafka.jar
            chaos-tests/target/harness.jar
            """;

    @TempDir
    private Path directory;

    private Path jar(Map<String, String> entries) throws IOException {
        Path jar = directory.resolve("chaos-tests.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private Path jar(String harness) throws IOException {
        return jar(Map.of("layout", LAYOUT, "jars/kafka.jar", "kafka", "jars/harness.jar", harness));
    }

    @Test
    void laysTheJarsOutAsTheBuildDoesOnEachClassPathThatHasThem() throws IOException {
        Path root = Launcher.unpack(jar("one"), directory.resolve("work"));

        assertThat(root.resolve("at-least-once/target/lib/kafka.jar")).hasContent("kafka");
        assertThat(root.resolve("chaos-tests/target/lib/kafka.jar")).hasContent("kafka");
        assertThat(root.resolve("chaos-tests/target/harness.jar")).hasContent("one");
    }

    @Test
    void unpacksOnceAndAnotherJarElsewhere() throws IOException {
        Path first = Launcher.unpack(jar("one"), directory);
        Files.writeString(first.resolve("left-by-a-run"), "");

        assertThat(Launcher.unpack(jar("one"), directory)).isEqualTo(first);
        assertThat(first.resolve("left-by-a-run")).exists();
        assertThat(Launcher.unpack(jar("two"), directory)).isNotEqualTo(first);
    }

    @Test
    void leavesOneDirectoryWhenSeveralUnpackAtOnce() throws Exception {
        Path jar = jar("one");
        Path work = Files.createDirectories(directory.resolve("work"));
        ExecutorService several = Executors.newFixedThreadPool(8);
        try {
            Callable<Path> unpack = () -> Launcher.unpack(jar, work);
            for (Future<Path> one : several.invokeAll(List.of(unpack, unpack, unpack, unpack, unpack, unpack))) {
                assertThat(one.get().resolve("chaos-tests/target/harness.jar")).hasContent("one");
            }
        } finally {
            several.shutdownNow();
        }
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void saysWhatAJarLacks() throws IOException {
        Path jar = jar(Map.of("layout", LAYOUT));

        assertThatThrownBy(() -> Launcher.unpack(jar, directory.resolve("work")))
                .isInstanceOf(IOException.class)
                .hasMessage("it has no jars/kafka.jar");
    }
}
