package delivery.chaos.report.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A JSON Schema that lies beside this class, and beside every file that it describes. */
public final class PublishedSchema {
    private PublishedSchema() {}

    public static void copy(String file, ReportFiles files) throws IOException {
        try (InputStream schema = PublishedSchema.class.getResourceAsStream(file)) {
            files.write(file, new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
