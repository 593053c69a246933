package delivery.chaos.database;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL servers as child processes, one for each scenario: what a fault does to one, no other feels. The data
 * directory is made once and copied.
 */
public final class ChildDatabases implements Databases {
    private static final Duration INITDB_PATIENCE = Duration.ofSeconds(60);

    private final ChildProcesses processes;
    private final Path directory;
    private final Path kept;
    private final Path template;
    private PostgresBinaries binaries;

    /**
     * @param directory for data and logs, thrown away with the run
     * @param kept directory for what later runs use as well
     */
    public ChildDatabases(ChildProcesses processes, Path directory, Path kept) {
        this.processes = processes;
        this.directory = directory;
        this.kept = kept;
        this.template = directory.resolve("template");
    }

    /** Unpacks the programs and makes the data directory that is copied. */
    @Override
    public synchronized void prepare() throws IOException {
        if (binaries == null) {
            Files.createDirectories(directory);
            PostgresBinaries unpacked = PostgresBinaries.unpack(kept);
            initialize(unpacked);
            binaries = unpacked;
        }
    }

    private void initialize(PostgresBinaries unpacked) throws IOException {
        List<String> command = asNoRoot(
                unpacked.program("initdb").toString(),
                "-D",
                template.toString(),
                "-U",
                ChildDatabase.USER,
                "-A",
                "trust",
                "-E",
                "UTF-8",
                "--no-locale",
                "--no-sync");
        ChildProcess initdb = processes.start("initdb", command, Map.of(), directory.resolve("initdb.log"));
        if (!initdb.awaitEnd(INITDB_PATIENCE, () -> initdb.cpuTime().toMillis()) || initdb.exitCode() != 0) {
            throw new IOException(
                    "initdb failed: " + initdb.lastWords() + "; as root it needs unshare -U to be allowed;"
                            + " or give a server that runs by -Dchaos.postgres=jdbc:postgresql://…");
        }
    }

    /** {@code initdb} and {@code postgres} refuse root; in a user namespace of their own they are nobody. */
    static List<String> asNoRoot(String... command) {
        List<String> words = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("unshare", "-U"));
        }
        words.addAll(List.of(command));
        return words;
    }

    @Override
    public Database open(String name) throws IOException {
        prepare();
        Path data = directory.resolve(name);
        copy(template, data);
        return ChildDatabase.start(processes, binaries.program("postgres"), name, data);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                Files.copy(source, to.resolve(from.relativize(source).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                Files.copy(source, to.resolve(from.relativize(source).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public boolean canBeKilled() {
        return true;
    }

    /** The servers end with the databases; what is left of a run that failed ends with its child processes. */
    @Override
    public void close() {}
}
