package delivery.chaos.report.claims;

import delivery.chaos.report.claims.RunOutcomes.CellOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        return switch (experiment.kind()) {
            case CELL -> counted(experiment, outcomes.cell(experiment));
            case SCENARIO -> counted(experiment, outcomes.scenario(experiment));
            case SABOTAGE -> counted(experiment, outcomes.sabotage(experiment));
            case STEP -> step(experiment);
            case SETTING, API ->
                compared(experiment, OF_THIS_CLASS_PATH.computeIfAbsent(experiment, Weighing::onThisClassPath), "");
            case TEST -> test(experiment);
        };
    }

    private Measured test(Experiment experiment) {
        try {
            return outcomes.test(experiment)
                    .map(test -> new Measured(
                            experiment,
                            test.passed() ? Bearing.AS_EXPECTED : Bearing.OTHERWISE,
                            test.found(),
                            test.page()))
                    .orElse(new Measured(experiment, Bearing.TEST, "", ""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Measured counted(Experiment experiment, Optional<CellOutcome> cell) {
        Expected expected = Expected.of(experiment.expect());
        return cell.map(one ->
                        new Measured(experiment, expected.bearing(one.json()), expected.found(one.json()), one.page()))
                .orElse(new Measured(experiment, Bearing.NOT_RUN, "", ""));
    }

    private Measured step(Experiment experiment) {
        String[] names = experiment.of().split("/", 2);
        return outcomes.steps(experiment, names[0])
                .map(steps -> compared(experiment, steps.names().contains(names[1]) ? TAKEN : NOT_TAKEN, steps.page()))
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
