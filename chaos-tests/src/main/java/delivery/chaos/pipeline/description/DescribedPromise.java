package delivery.chaos.pipeline.description;

import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Coverage;
import delivery.contract.Expectation;
import delivery.contract.Guarantee;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The promise of a description: one that this suite knows by name, or a table of its own. */
final class DescribedPromise {
    private static final String FIELD = "promise";
    private static final String OTHERWISE = "otherwise";

    private final DescriptionFile file;
    private final List<Guarantee> known;

    /** @param known those that have a name */
    DescribedPromise(DescriptionFile file, List<Guarantee> known) {
        this.file = file;
        this.known = known;
    }

    /**
     * The promise of a pipeline.
     *
     * @throws IllegalArgumentException in one line, if it is unknown or does not decide everything
     */
    Guarantee of(String pipeline) {
        JsonNode promise = file.root().get(FIELD);
        if (promise.isString()) {
            Guarantee named = named(promise);
            return new Guarantee(
                    pipeline, named.promise(), named.isolationLevel(), named.coverage(), named.expectations());
        }
        Map<Anomaly, Map<Circumstance, Expectation>> table = new EnumMap<>(Anomaly.class);
        for (Anomaly anomaly : Anomaly.values()) {
            table.put(anomaly, row(anomaly, promise.get(name(anomaly))));
        }
        return new Guarantee(
                pipeline,
                promise.get("sentence").stringValue(),
                promise.get("isolation").stringValue(),
                promise.path("covers").asString("every-event").equals("last-of-page")
                        ? Coverage.LAST_OF_PAGE
                        : Coverage.EVERY_EVENT,
                table);
    }

    private Guarantee named(JsonNode promise) {
        return known.stream()
                .filter(guarantee -> guarantee.name().equals(promise.stringValue()))
                .findFirst()
                .orElseThrow(() -> file.wrong(
                        promise,
                        FIELD,
                        "there is no promise " + promise + "; known: "
                                + known.stream().map(Guarantee::name).collect(Collectors.joining(", "))
                                + "; or give a table"));
    }

    private Map<Circumstance, Expectation> row(Anomaly anomaly, JsonNode given) {
        Map<Circumstance, Expectation> row = new EnumMap<>(Circumstance.class);
        for (Circumstance circumstance : Circumstance.values()) {
            row.put(
                    circumstance,
                    grade(anomaly, given, circumstance)
                            .orElseThrow(() -> file.wrong(
                                    given,
                                    FIELD + "." + name(anomaly),
                                    "says nothing of " + name(circumstance)
                                            + "; name it, or otherwise for all that are not named")));
        }
        return row;
    }

    private Optional<Expectation> grade(Anomaly anomaly, JsonNode given, Circumstance circumstance) {
        JsonNode grade = given.isString()
                ? given
                : given.has(name(circumstance)) ? given.get(name(circumstance)) : given.get(OTHERWISE);
        if (grade == null) {
            return Optional.empty();
        }
        for (Expectation expectation : Expectation.values()) {
            if (name(expectation).equals(grade.stringValue())) {
                return Optional.of(expectation);
            }
        }
        throw file.wrong(grade, FIELD + "." + name(anomaly), grade + " is none of forbidden, acceptable, interesting");
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
