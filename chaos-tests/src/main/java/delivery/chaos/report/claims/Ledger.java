package delivery.chaos.report.claims;

import delivery.chaos.report.claims.LedgerClaim.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The claims and the traps that lie beside this class. */
public final class Ledger {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** In reading order. */
    public static final List<LedgerClaim> CLAIMS = claims(read("claims.yaml"));

    /** In reading order. */
    public static final List<NamedTrap> TRAPS =
            read("traps.yaml").get("traps").valueStream().map(Ledger::trap).toList();

    private Ledger() {}

    private static JsonNode read(String resource) {
        try (InputStream yaml = Ledger.class.getResourceAsStream(resource)) {
            return YAML.readTree(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<LedgerClaim> claims(JsonNode root) {
        Map<String, Reference> sources = new LinkedHashMap<>();
        root.get("sources")
                .forEachEntry(
                        (name, source) -> sources.put(name, new Reference(text(source, "title"), text(source, "url"))));
        return root.get("claims")
                .valueStream()
                .map(claim -> claim(claim, sources))
                .toList();
    }

    private static LedgerClaim claim(JsonNode claim, Map<String, Reference> sources) {
        String id = text(claim, "id");
        return new LedgerClaim(
                id,
                text(claim, "topic"),
                text(claim, "claim"),
                Grade.valueOf(text(claim, "grade").toUpperCase(Locale.ROOT)),
                text(claim, "why"),
                claim.get("sources")
                        .valueStream()
                        .map(source -> Optional.ofNullable(sources.get(source.asString()))
                                .orElseThrow(() -> new IllegalStateException(
                                        "the claim " + id + " names an unknown source: " + source.asString())))
                        .toList(),
                experiments(claim.path("experiments")),
                text(claim, "none"));
    }

    private static NamedTrap trap(JsonNode trap) {
        return new NamedTrap(
                text(trap, "id"),
                text(trap, "name"),
                text(trap, "symptom"),
                text(trap, "cause"),
                text(trap, "fix"),
                text(trap, "versions"),
                trap.has("byVersion") ? Optional.of(table(trap.get("byVersion"))) : Optional.empty(),
                experiments(trap.path("with")),
                experiments(trap.path("without")));
    }

    private static VersionTable table(JsonNode table) {
        return new VersionTable(
                text(table, "of"),
                text(table, "recorded"),
                text(table, "command"),
                text(table, "page"),
                text(table, "rows"),
                texts(table.get("columns")),
                table.get("outcomes")
                        .propertyStream()
                        .map(row -> new VersionTable.Outcomes(row.getKey(), texts(row.getValue())))
                        .toList());
    }

    private static List<String> texts(JsonNode texts) {
        return texts.valueStream().map(JsonNode::asString).toList();
    }

    private static List<Experiment> experiments(JsonNode experiments) {
        return experiments.valueStream().map(Ledger::experiment).toList();
    }

    private static Experiment experiment(JsonNode experiment) {
        for (Experiment.What kind : Experiment.What.values()) {
            String of = text(experiment, kind.name().toLowerCase(Locale.ROOT));
            if (!of.isEmpty()) {
                Map<String, String> given = new LinkedHashMap<>();
                experiment.path("given").forEachEntry((name, value) -> given.put(name, value.asString()));
                return new Experiment(kind, of, given, text(experiment, "expect"));
            }
        }
        throw new IllegalStateException("an experiment of no kind: " + experiment);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
