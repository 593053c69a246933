package delivery.chaos;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A description of a pipeline that is given otherwise than by a file. */
final class WrittenDescription {
    private WrittenDescription() {}

    /**
     * Writes it as a file that is named like the pipeline.
     *
     * @param description its fields; one of them is {@code name}
     * @param directory made if need be
     * @return the file, relative to the current directory if it is below it
     */
    static Path write(Map<String, Object> description, Path directory) throws IOException {
        Path file = Files.createDirectories(directory).resolve(description.get("name") + ".yaml");
        // JSON is YAML, and quotes what has to be quoted.
        Files.writeString(
                file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(description) + "\n");
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }
}
