package delivery.chaos.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has Maven lay out jars in a directory, once: later runs find them there. */
public final class MavenJars {
    /** Downloads included; what counts is time without a jar more. */
    private static final Duration WITHOUT_A_JAR_MAX = Duration.ofSeconds(120);

    private MavenJars() {}

    /**
     * Lays them out unless that was done before.
     *
     * @param pom of a project that copies its dependencies into {@code lib} when it is packaged
     * @param whole directory that is to come of it
     * @param log of Maven
     * @return the directory of the jars
     * @throws IOException that says why, if they cannot be had
     */
    public static Path layOut(String pom, Path whole, ChildProcesses processes, Path log) throws IOException {
        if (!Files.isDirectory(whole)) {
            Files.createDirectories(whole.getParent());
            Path half = Files.createTempDirectory(whole.getParent(), whole.getFileName() + "-");
            Files.writeString(half.resolve("pom.xml"), pom);
            run(half, processes, log);
            Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
        }
        return whole.resolve("lib");
    }

    private static void run(Path project, ChildProcesses processes, Path log) throws IOException {
        Path lib = Files.createDirectories(project.resolve("lib"));
        ChildProcess maven = processes.start(
                "maven",
                List.of(
                        "mvn",
                        "--batch-mode",
                        "--quiet",
                        "--file",
                        project.resolve("pom.xml").toString(),
                        "package"),
                Map.of(),
                Optional.of(project),
                log,
                outside -> {});
        boolean ended = maven.awaitEnd(
                WITHOUT_A_JAR_MAX,
                () -> lib.toFile().list().length + log.toFile().length());
        if (!ended || maven.exitCode() != 0) {
            maven.destroy();
            throw new IOException(
                    "Maven could not get the jars that " + project.resolve("pom.xml") + " names: " + maven.lastWords());
        }
    }
}
