package delivery.chaos.report.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files of a report, by their names relative to it: what is there already, and what is written. */
public interface ReportFiles {
    boolean has(String file);

    /** The text of a file that is there. */
    String read(String file) throws IOException;

    /** Replaces a file of that name. */
    void write(String file, String text) throws IOException;

    /** Those in a directory, which is created if need be. */
    static ReportFiles in(Path directory) {
        return new ReportFiles() {
            @Override
            public boolean has(String file) {
                return Files.exists(directory.resolve(file));
            }

            @Override
            public String read(String file) throws IOException {
                return Files.readString(directory.resolve(file));
            }

            @Override
            public void write(String file, String text) throws IOException {
                Path whole = directory.resolve(file);
                Files.createDirectories(whole.getParent());
                // Whole or not at all: a run may be killed at any moment.
                Path half = whole.resolveSibling(whole.getFileName() + ".part");
                Files.writeString(half, text);
                Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        };
    }
}
