package delivery.chaos.report.claims;

import delivery.chaos.report.claims.RunOutcomes.CellOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds experiments against what a run found. */
final class Weighing {
    /** What a class path has does not change while it is used. */
    private static final Map<Experiment, String> OF_THIS_CLASS_PATH = new ConcurrentHashMap<>();

    /** Of a cell, scenario or step: what the brokers have finalized. */
    static final String TRANSACTION_VERSION = "transaction.version";

    static final String TAKEN = "taken";
    static final String NOT_TAKEN = "not taken";

    private final RunOutcomes outcomes;

    Weighing(RunOutcomes outcomes) {
        this.outcomes = outcomes;
    }

    List<Measured> of(List<Experiment> experiments) {
        return experiments.stream().map(this::of).toList();
    }

    Measured of(Experiment experiment) {
        if (!isOfItsTransactionVersion(experiment)) {
            return new Measured(experiment, Bearing.NOT_RUN, "", "");
        }
        return switch (experiment.kind()) {
            case CELL -> counted(experiment, outcomes.cell(experiment.of()));
            case SCENARIO -> counted(experiment, outcomes.scenario(experiment.of()));
            case SABOTAGE -> counted(experiment, outcomes.sabotage(experiment.of()));
            case STEP -> step(experiment);
            case SETTING, API ->
                compared(experiment, OF_THIS_CLASS_PATH.computeIfAbsent(experiment, Weighing::onThisClassPath), "");
            case TEST -> new Measured(experiment, Bearing.TEST, "", "");
        };
    }

    /** Other brokers behave otherwise: what was found on them says nothing of these. */
    private boolean isOfItsTransactionVersion(Experiment experiment) {
        String wanted = experiment.given().get(TRANSACTION_VERSION);
        return wanted == null
                || wanted.equals(outcomes.head().at("/kafka/transactionVersion").asText());
    }

    private static Measured counted(Experiment experiment, Optional<CellOutcome> cell) {
        Expected expected = Expected.of(experiment.expect());
        return cell.map(one ->
                        new Measured(experiment, expected.bearing(one.json()), expected.found(one.json()), one.page()))
                .orElse(new Measured(experiment, Bearing.NOT_RUN, "", ""));
    }

    private Measured step(Experiment experiment) {
        String[] names = experiment.of().split("/", 2);
        return outcomes.steps(names[0])
                .map(steps -> compared(
                        experiment, steps.contains(names[1]) ? TAKEN : NOT_TAKEN, "atlas-" + names[0] + ".html"))
                .orElse(new Measured(experiment, Bearing.NOT_RUN, "", ""));
    }

    private static Measured compared(Experiment experiment, String found, String link) {
        String expected = experiment.expect().replaceFirst("^= ", "");
        return new Measured(experiment, found.equals(expected) ? Bearing.AS_EXPECTED : Bearing.OTHERWISE, found, link);
    }

    private static String onThisClassPath(Experiment experiment) {
        return experiment.kind() == Experiment.What.API
                ? ClientApi.of(experiment.of())
                : EffectiveSetting.of(experiment.of(), experiment.given());
    }
}
