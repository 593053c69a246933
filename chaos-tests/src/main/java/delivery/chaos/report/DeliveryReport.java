package delivery.chaos.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the report of a run: {@code report.json} for machines, {@code report.md} and HTML for people. */
public final class DeliveryReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private DeliveryReport() {}

    /**
     * Writes all files of the report; those of an earlier one are replaced.
     *
     * @param reportDirectory created if need be
     * @param cells those that were run, no two of the same id
     * @throws IOException if a file cannot be written
     */
    public static void write(Path reportDirectory, Run run, List<Cell> cells) throws IOException {
        Files.createDirectories(reportDirectory);
        Matrix matrix = Matrix.of(run, cells);
        List<Contrast.Finding> contrast = Contrast.check(cells);
        JSON.writeValue(reportDirectory.resolve("report.json").toFile(), ReportJson.of(run, matrix.cells(), contrast));
        Templates templates = new Templates();
        Map<String, Object> model = Map.of("run", run, "matrix", matrix, "contrast", contrast);
        templates.write("report.md.ftl", model, reportDirectory.resolve("report.md"));
    }
}
