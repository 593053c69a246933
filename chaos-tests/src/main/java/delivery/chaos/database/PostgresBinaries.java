package delivery.chaos.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.kafka.common.utils.Utils;

/** The programs of PostgreSQL, from the jar of this platform: unpacked once below the build, and used from there. */
final class PostgresBinaries {
    private static final String EXECUTABLE = "rwxr-xr-x";
    private static final String READABLE = "rw-r--r--";
    private static final int ANY_EXECUTE_BIT = 0111;

    private final Path directory;

    private PostgresBinaries(Path directory) {
        this.directory = directory;
    }

    /**
     * Unpacks them, unless an earlier run did.
     *
     * @param parent directory in which they get one of their own
     * @throws IOException if there are none for this platform, or no room for them
     */
    static PostgresBinaries unpack(Path parent) throws IOException {
        String archive = "postgres-" + platform() + ".txz";
        Path directory = parent.resolve("postgresql-" + platform());
        if (!Files.isDirectory(directory)) {
            try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
                if (packed == null) {
                    throw new IOException("no PostgreSQL program for " + platform() + " is on the class path; there are"
                            + " some for linux-x86_64, linux-arm_64, darwin-x86_64 and darwin-arm_64; or give a server"
                            + " that runs by -Dchaos.postgres=jdbc:postgresql://…");
                }
                unpack(packed, Files.createTempDirectory(parent, "postgresql-"), directory);
            }
        }
        return new PostgresBinaries(directory);
    }

    private static void unpack(InputStream packed, Path unfinished, Path directory) throws IOException {
        try {
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(entry, tar, unfinished);
                }
            }
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException another) {
            Utils.delete(unfinished.toFile());
        } catch (IOException failed) {
            Utils.delete(unfinished.toFile());
            throw new IOException(
                    "PostgreSQL could not be unpacked to " + directory + " (75 MB): " + failed.getMessage(), failed);
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("an entry that leads out of its archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            boolean runs = (entry.getMode() & ANY_EXECUTE_BIT) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(runs ? EXECUTABLE : READABLE));
        }
    }

    /** {@code linux-x86_64}, as the jars name it. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return (system.startsWith("mac") ? "darwin" : system.split(" ")[0])
                + "-"
                + switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> processor;
                };
    }

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }
}
