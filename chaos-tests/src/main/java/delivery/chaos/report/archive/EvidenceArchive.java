package delivery.chaos.report.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A report as one file, byte for byte the same each time: entries are ordered and bear the time of the run. */
public final class EvidenceArchive {
    private EvidenceArchive() {}

    /**
     * Writes it.
     *
     * @param root directory in the archive that everything is below
     * @param manifest goes beside the report's files
     * @param zip replaced if it is there
     */
    public static void write(Path report, String root, Manifest manifest, Path zip) throws IOException {
        FileTime time =
                FileTime.from(Instant.parse(manifest.json().path("started").asText()));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            entry(out, root + "/" + Manifest.FILE_NAME, time);
            out.write(manifest.bytes());
            for (Path file : Manifest.files(report)) {
                entry(out, root + "/" + Manifest.path(report, file), time);
                Files.copy(file, out);
            }
        }
    }

    private static void entry(ZipOutputStream out, String name, FileTime time) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(time);
        out.putNextEntry(entry);
    }
}
