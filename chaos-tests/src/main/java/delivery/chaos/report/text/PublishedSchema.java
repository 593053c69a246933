package delivery.chaos.report.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A JSON Schema that lies beside this class, and beside every file that it describes. */
public final class PublishedSchema {
    private PublishedSchema() {}

    public static void copy(String file, Path directory) throws IOException {
        try (InputStream schema = PublishedSchema.class.getResourceAsStream(file)) {
            Files.copy(schema, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
