package delivery.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProgramTest {
    @TempDir
    private Path target;

    private JavaProgram program(Path directory) {
        return new JavaProgram(
                directory.resolve("lib"), List.of("-Xmx1m"), List.of("kafka.Kafka", "server.properties"));
    }

    @Test
    void leavesItsClassesWhereNoJvmOfItHas() {
        assertThat(program(target).get())
                .startsWith(JavaCommand.executable(), "-Xmx1m")
                .contains("-XX:ArchiveClassesAtExit=" + target.resolve("kafka.Kafka.jsa"))
                .endsWith("-cp", target.resolve("lib").resolve("*").toString(), "kafka.Kafka", "server.properties");
    }

    @Test
    void startsFromTheClassesThatOneHasLeft() throws IOException {
        Path archive = Files.createFile(target.resolve("kafka.Kafka.jsa"));

        assertThat(program(target).get())
                .contains("-XX:SharedArchiveFile=" + archive)
                .noneMatch(option -> option.contains("ArchiveClassesAtExit"));
    }

    @Test
    void tellsWhichJvmIsSlowToEndForItLeavesItsClasses() throws IOException {
        assertThat(JavaProgram.leavesClasses(program(target).get())).isTrue();

        Files.createFile(target.resolve("kafka.Kafka.jsa"));
        assertThat(JavaProgram.leavesClasses(program(target).get())).isFalse();
    }

    @Test
    void sharesNothingWhereNothingCanBeLeft() {
        assertThat(program(target.resolve("nowhere")).get()).noneMatch(option -> option.contains(".jsa"));
    }
}
