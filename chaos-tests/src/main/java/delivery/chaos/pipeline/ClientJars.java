package delivery.chaos.pipeline;

import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.process.MavenJars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars of a module, with Kafka's clients and Streams of another version in the place of its own. */
public final class ClientJars {
    private static final String POM = "clients-pom.xml";
    /** What comes in the version of Kafka: by the beginning of a jar's name. */
    private static final List<String> OF_KAFKA = List.of("kafka-clients-", "kafka-streams-", "rocksdbjni-");

    private ClientJars() {}

    /** Where those of a module are laid out. */
    static Path of(String module, String version) {
        return root(version).resolve(module).resolve("lib");
    }

    private static Path root(String version) {
        return JavaCommand.location(ClientJars.class).resolveSibling("clients").resolve("kafka-" + version);
    }

    /**
     * Lays out those of the suite's modules.
     *
     * @param log of Maven
     * @throws IOException that says why, if they cannot be had
     */
    public static void layOut(String version, ChildProcesses processes, Path log) throws IOException {
        Path kafka = MavenJars.layOut(pom(version), root(version).resolve("kafka"), processes, log);
        for (PipelineUnderTest module : Pipelines.ALL) {
            layOut(PipelineUnderTest.built(module.name()), kafka, of(module.name(), version));
        }
    }

    private static void layOut(Path built, Path kafka, Path target) throws IOException {
        Files.createDirectories(target);
        Map<String, Path> others =
                jars(kafka).collect(Collectors.toMap(ClientJars::kind, jar -> jar, (one, same) -> one));
        for (Path jar : jars(built).toList()) {
            Path taken = OF_KAFKA.contains(kind(jar)) ? others.getOrDefault(kind(jar), jar) : jar;
            Files.copy(taken, target.resolve(taken.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Stream<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList().stream();
        }
    }

    /** {@code kafka-clients-} of {@code kafka-clients-4.3.1.jar}. */
    private static String kind(Path jar) {
        return jar.getFileName().toString().replaceFirst("[0-9].*", "");
    }

    /** What Maven is told. */
    static String pom(String version) throws IOException {
        try (InputStream pom = ClientJars.class.getResourceAsStream(POM)) {
            return new String(pom.readAllBytes(), StandardCharsets.UTF_8).replace("KAFKA_VERSION", version);
        }
    }
}
