package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.process.JavaCommand;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Runs programs of {@code findings/} that need nothing but the clients, as their pages tell people to. */
abstract class FindingPrograms extends LiveCluster {
    private static final int DEADLINE_SECONDS = 120;
    /** The exit code of a program that shows what its page says. */
    private static final int SHOWN = 1;

    private static final int NOT_SHOWN = 0;

    @TempDir
    private Path directory;

    /** What a program says that shows what its page says. */
    String shown(String program, String... arguments) throws Exception {
        return run(java(program, arguments), SHOWN);
    }

    /** What a program says that does not. */
    String notShown(String program, String... arguments) throws Exception {
        return run(java(program, arguments), NOT_SHOWN);
    }

    /** What a program in Python says that shows what its page says. */
    String shownBy(Path python, String program) throws Exception {
        return run(List.of(python.toString(), source(program), cluster.bootstrapServers()), SHOWN);
    }

    /** What a program says that shows what its page says and needs no broker for it. */
    String shownWithoutBrokers(String program, String... arguments) throws Exception {
        return run(javaWithoutBrokers(program, Stream.of(arguments)), SHOWN);
    }

    /** What a program in JavaScript says that shows what its page says. It looks for its client beside itself. */
    String shownByNode(Path modules, String program) throws Exception {
        Path beside = directory.resolve(Path.of(program).getFileName());
        Files.copy(Path.of(source(program)), beside);
        Files.createSymbolicLink(directory.resolve("node_modules"), modules);
        return run(List.of("node", beside.toString(), cluster.bootstrapServers()), SHOWN);
    }

    private List<String> java(String program, String... arguments) throws Exception {
        return javaWithoutBrokers(program, Stream.concat(Stream.of(cluster.bootstrapServers()), Stream.of(arguments)));
    }

    private static List<String> javaWithoutBrokers(String program, Stream<String> arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.concat(Stream.of(java, "-cp", clients(), source(program)), arguments)
                .toList();
    }

    private static String source(String program) {
        return Path.of("..", "findings", program).toString();
    }

    private String run(List<String> command, int exitCode) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String clients() throws Exception {
        Path lib = JavaCommand.location(KafkaCluster.class).resolveSibling("lib");
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.filter(jar -> jar.getFileName().toString().matches("(kafka-clients|slf4j-api)-.*\\.jar"))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
