package delivery.chaos.report.claims;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.report.text.PublishedSchema;
import delivery.chaos.report.text.ReportFiles;
import delivery.chaos.report.text.Templates;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what a run says of the ledger's claims and of the traps, for people and for machines. */
public final class LedgerReport {
    /** The published schemas, beside every report. */
    static final String CLAIMS_SCHEMA = "claims.schema.json";

    static final String TRAPS_SCHEMA = "traps.schema.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private LedgerReport() {}

    /**
     * Writes {@code claims.html}, {@code claims.json}, {@code traps.html} and {@code traps.json} with their schemas;
     * files of these names are replaced. All of it follows from {@code report.json} and {@code atlas.json} and from the
     * reports in {@code sabotage} and {@code outside}, as far as they are there, and from this class path.
     *
     * @throws IOException if a file cannot be read or written
     */
    public static void write(ReportFiles report) throws IOException {
        write(report, RunOutcomes.read(report), false);
    }

    /**
     * Writes the same of all runs of the newest one's build, and of the tests of that build that the ledger names.
     *
     * @param all where the reports are, and these pages go
     * @param reports directories of reports in it, the newest first, each with a slash at its end
     * @throws IOException if a file cannot be read or written
     */
    public static void writeOfBuild(ReportFiles all, List<String> reports) throws IOException {
        write(all, RunOutcomes.readBuild(all, reports), true);
    }

    private static void write(ReportFiles files, RunOutcomes outcomes, boolean ofBuild) throws IOException {
        Weighing weighing = new Weighing(outcomes);
        List<JudgedClaim> claims = Ledger.CLAIMS.stream()
                .map(claim -> new JudgedClaim(claim, weighing.of(claim.experiments())))
                .toList();
        List<JudgedTrap> traps = Ledger.TRAPS.stream()
                .map(trap -> new JudgedTrap(trap, weighing.of(trap.with()), weighing.of(trap.without())))
                .toList();
        Map<String, Object> head = head(files, outcomes, ofBuild);
        Templates templates = new Templates();
        templates.write("claims.html.ftlh", claimsModel(head, claims), files, "claims.html");
        templates.write("traps.html.ftlh", trapsModel(head, traps), files, "traps.html");
        files.write("claims.json", JSON.writeValueAsString(LedgerJson.claims(outcomes.head(), claims)));
        files.write("traps.json", JSON.writeValueAsString(LedgerJson.traps(outcomes.head(), traps)));
        PublishedSchema.copy(CLAIMS_SCHEMA, files);
        PublishedSchema.copy(TRAPS_SCHEMA, files);
    }

    private static Map<String, Object> claimsModel(Map<String, Object> head, List<JudgedClaim> claims) {
        Map<String, Object> model = new LinkedHashMap<>(head);
        model.put(
                "topics",
                claims.stream()
                        .collect(Collectors.groupingBy(
                                judged -> judged.claim().topic(), LinkedHashMap::new, Collectors.toList())));
        model.put("claims", claims);
        model.put(
                "sources",
                claims.stream()
                        .flatMap(judged -> judged.claim().sources().stream())
                        .distinct()
                        .toList());
        model.put("tally", tally(claims.stream().map(JudgedClaim::verdict)));
        return model;
    }

    private static Map<String, Object> trapsModel(Map<String, Object> head, List<JudgedTrap> traps) {
        Map<String, Object> model = new LinkedHashMap<>(head);
        model.put("traps", traps);
        model.put("tally", tally(traps.stream().map(JudgedTrap::verdict)));
        return model;
    }

    private static Map<String, Object> head(ReportFiles files, RunOutcomes outcomes, boolean ofBuild) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("commit", outcomes.head().at("/suite/commit").asText());
        model.put("version", outcomes.head().at("/suite/version").asText());
        model.put("brokers", outcomes.head().at("/kafka/broker").asText());
        model.put("clients", outcomes.head().at("/kafka/clients").asText());
        model.put(
                "transactionVersion",
                outcomes.head().at("/kafka/transactionVersion").asText());
        model.put("ofBuild", ofBuild);
        model.put("atlas", outcomes.hasAtlas() && !ofBuild);
        // An atlas may be run by itself.
        model.put("overview", files.has("index.html"));
        model.put("outcomes", List.of(ClaimVerdict.values()));
        return model;
    }

    static Map<String, Long> tally(Stream<ClaimVerdict> verdicts) {
        return verdicts.collect(Collectors.groupingBy(ClaimVerdict::name, LinkedHashMap::new, Collectors.counting()));
    }
}
