package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two builds in one checkout would clean and overwrite each other's {@code target}. */
class SecondBuildIT {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
    private static final Path MAVEN = Path.of(System.getProperty("maven.home"), "bin", "mvn");

    @ParameterizedTest
    @ValueSource(strings = {"validate", "clean"})
    void isRefusedInOneLineWhileTheFirstIsAtWork(String goal) throws Exception {
        try (FileChannel lock = FileChannel.open(
                CHECKOUT.resolve(".mvn/build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Null where this test runs in a build, which holds it already.
            lock.tryLock();

            Process second = new ProcessBuilder(MAVEN.toString(), "--batch-mode", "--offline", "--non-recursive", goal)
                    .directory(CHECKOUT.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(second.waitFor()).as(said).isEqualTo(1);
            assertThat(said).contains("Another build is at work in this checkout: wait for its end");
        }
    }
}
