package delivery.chaos.run;

import delivery.chaos.scenario.ScenarioPlan;
import delivery.sabotaged.Sabotages;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Plans again what a command ran. The seed decides it, so a history can be compared with its plan.
 *
 * @param plans in their order
 * @param eventsFile that the command takes its events from and that was not given: the plans' events are not those of
 *     the run
 * @param matrix whose cells they are
 * @param trial that the plans are, if they are sabotaged pipelines and their controls
 */
public record Replan(
        List<ScenarioPlan> plans, Optional<String> eventsFile, MatrixKind matrix, Optional<SabotageTrial> trial) {
    private static final String EVENTS = "chaos.events";

    /**
     * Plans again.
     *
     * @param command as reports and histories name it: {@code mvn verify -Dchaos.modules=… -Dchaos.seed=42}
     * @param events the file that the command took its events from, where it is now; empty if it is not at hand
     * @throws IllegalArgumentException if this suite cannot run that: it has no such module, fault or option
     */
    public static Replan of(String command, Optional<Path> events) {
        if (!command.startsWith("mvn verify") || !command.contains("-Dchaos.seed=")) {
            throw new IllegalArgumentException("'" + command + "' is no command that runs this suite by a seed");
        }
        Properties properties = new Properties();
        Stream.of(command.split(" "))
                .filter(word -> word.startsWith("-D"))
                .map(word -> word.substring(2).split("=", 2))
                .forEach(option -> properties.setProperty(option[0], option.length == 1 ? "" : option[1]));
        if (command.contains("-Pcontainers")) {
            properties.setProperty("chaos.cluster", "containers");
        }
        if (command.contains("-Poutside")) {
            properties.setProperty("chaos.matrix", "outside");
        }
        Optional<String> file = Optional.ofNullable(properties.getProperty(EVENTS));
        properties.remove(EVENTS);
        if (file.isPresent() && events.isPresent()) {
            properties.setProperty(EVENTS, events.get().toAbsolutePath().toString());
        }
        ChaosOptions options = ChaosOptions.from(properties);
        Optional<SabotageTrial> trial =
                command.contains("-Psabotage") ? Optional.of(trial(command, options)) : Optional.empty();
        return new Replan(
                trial.map(SabotageTrial::plans).orElseGet(options::plans),
                events.isPresent() ? Optional.empty() : file,
                options.matrix(),
                trial);
    }

    /** Without names, the profile tries all of them. */
    private static SabotageTrial trial(String command, ChaosOptions options) {
        boolean named = command.contains("-Dchaos.sabotages=");
        return new SabotageTrial(named ? options.sabotages() : Sabotages.ALL, options);
    }

    /** By where their evidence lies, relative to the report. */
    public Map<String, ScenarioPlan> byEvidence() {
        Map<String, ScenarioPlan> byEvidence = new LinkedHashMap<>();
        plans.forEach(plan -> byEvidence.put(plan.evidence(), plan));
        return byEvidence;
    }
}
