package delivery.chaos.scenario;

import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.form.EventForm;
import delivery.chaos.workload.EventWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of a scenario as the file that a source reads, a line each: the value that its description gives them, or
 * a JSON object with {@code id}, {@code page} and {@code n}. The same events stand in the input topic, for the record.
 */
final class SourceFile {
    private static final JsonMapper JSON = new JsonMapper();

    private SourceFile() {}

    /** Writes it into a directory, and returns it. */
    static Path write(Path directory, ScenarioPlan plan) throws IOException {
        EventForm form = plan.pipeline().program().events();
        Path file = directory.resolve("input.jsonl");
        List<String> pages = plan.pages();
        Map<String, Integer> ofPage = new HashMap<>();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int number = 0; number < pages.size(); number++) {
                String page = pages.get(number);
                String id = EventWriter.id(plan.idPrefix(), number);
                int before = ofPage.merge(page, 1, Integer::sum) - 1;
                out.write(form.write(page, id, number, before, usual(page, id, number))
                        .value());
                out.newLine();
            }
        }
        return file;
    }

    private static String usual(String page, String id, int number) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("page", page)
                .put("n", number)
                .toString();
    }
}
