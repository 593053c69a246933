package delivery.chaos.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.report.text.ReportFiles;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A scenario of the atlas in which a promise was broken, as it is known to be though the module does all that its
 * clients let it do. No cell of the matrix shows it.
 *
 * @param issue in Kafka's tracker, or a name where there is none there
 * @param page the scenario's, relative to the report
 * @param shown the anomalies that were found there
 */
public record BrokenByKafka(String module, String issue, String page, Set<Anomaly> shown) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ATLAS = "atlas.json";

    /** Those of the atlas of a report; none where no atlas was run. */
    static List<BrokenByKafka> in(ReportFiles files) throws IOException {
        List<BrokenByKafka> all = new ArrayList<>();
        if (files.has(ATLAS)) {
            for (JsonNode scenario : JSON.readTree(files.read(ATLAS)).path("scenarios")) {
                if (scenario.at("/knownViolation/reproduced").asBoolean()) {
                    all.add(of(scenario));
                }
            }
        }
        return all;
    }

    private static BrokenByKafka of(JsonNode scenario) {
        EnumSet<Anomaly> shown = EnumSet.noneOf(Anomaly.class);
        for (JsonNode cell : scenario.path("cells")) {
            Stream.of(Anomaly.values())
                    .filter(anomaly -> cell.path(ReportJson.name(anomaly)).asLong() > 0)
                    .forEach(shown::add);
        }
        return new BrokenByKafka(
                scenario.path("module").asText(),
                scenario.at("/knownViolation/issue").asText(),
                scenario.at("/cells/0/page").asText(),
                shown);
    }
}
