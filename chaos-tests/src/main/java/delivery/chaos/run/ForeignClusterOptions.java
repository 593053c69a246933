package delivery.chaos.run;

import delivery.chaos.cluster.BrokerCommands;
import delivery.chaos.cluster.BrokerOperation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster that is there already.
 *
 * @param bootstrap {@code chaos.bootstrap}: addresses with commas
 * @param admin {@code chaos.admin}: file of client properties, for TLS and SASL; neither if absent
 * @param shared {@code chaos.cluster.shared=yes}: it may have topics that are not this suite's
 * @param commands {@code chaos.broker.kill}, {@code .start}, {@code .pause}, {@code .resume}: by which brokers of it
 *     are struck; without them they are left alone
 */
public record ForeignClusterOptions(String bootstrap, Optional<String> admin, boolean shared, BrokerCommands commands) {
    private static final String BOOTSTRAP = "chaos.bootstrap";
    private static final String ADMIN = "chaos.admin";
    private static final String SHARED = "chaos.cluster.shared";

    private static final String NOT_SHOWN = "'…'";

    /** No variable of a shell has a dot in its name: this is meant for the suite. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*[.][^}]*)}");

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one is wrong, or is there without the cluster
     */
    static Optional<ForeignClusterOptions> from(GivenOptions given) {
        Optional<String> bootstrap = given.textGiven(BOOTSTRAP);
        Optional<String> admin = given.textGiven(ADMIN);
        Optional<String> shared = given.textGiven(SHARED);
        if (shared.isPresent() && !shared.get().equals("yes")) {
            throw new IllegalArgumentException(
                    "-D" + SHARED + "=" + shared.get() + " says nothing; give yes, or leave it out");
        }
        BrokerCommands commands = commands(given);
        if (bootstrap.isEmpty()) {
            aboutIt(admin, shared, commands).findFirst().ifPresent(option -> {
                throw new IllegalArgumentException(
                        "-D" + option + " is about a cluster that is there: -D" + BOOTSTRAP + "=HOST:PORT");
            });
        }
        return bootstrap.map(addresses -> new ForeignClusterOptions(addresses, admin, shared.isPresent(), commands));
    }

    private static Stream<String> aboutIt(Optional<String> admin, Optional<String> shared, BrokerCommands commands) {
        return Stream.of(
                        admin.map(given -> ADMIN).stream(),
                        shared.map(given -> SHARED).stream(),
                        commands.lines().keySet().stream().sorted().map(BrokerCommands::option))
                .flatMap(options -> options);
    }

    private static BrokerCommands commands(GivenOptions given) {
        Map<BrokerOperation, String> lines = new EnumMap<>(BrokerOperation.class);
        for (BrokerOperation operation : BrokerCommands.BY_COMMAND) {
            String option = BrokerCommands.option(operation);
            given.textGiven(option).ifPresent(line -> {
                requireNamesTheBroker(option, line);
                lines.put(operation, line);
            });
        }
        return new BrokerCommands(lines, given.startedIn());
    }

    /** Says nothing of the line but the name of a variable: there may be secrets in it. */
    private static void requireNamesTheBroker(String option, String line) {
        Matcher variable = VARIABLE.matcher(line);
        while (variable.find()) {
            if (!BrokerCommands.VARIABLES.contains(variable.group(1))) {
                throw new IllegalArgumentException("-D" + option + " has ${" + variable.group(1) + "}; did you mean ${"
                        + GivenOptions.nearest(variable.group(1), BrokerCommands.VARIABLES) + "}?");
            }
        }
        if (!BrokerCommands.namesTheBroker(line)) {
            throw new IllegalArgumentException("-D" + option
                    + " would strike the same broker each time; say where it has its number, ${broker.id}, or its"
                    + " address, ${broker.host}:${broker.port}");
        }
    }

    /** The options as part of a command line, with a space before each; of commands, what they are is left out. */
    String options() {
        return " -D" + BOOTSTRAP + "=" + bootstrap
                + admin.map(file -> " -D" + ADMIN + "=" + file).orElse("")
                + (shared ? " -D" + SHARED + "=yes" : "")
                + commands.lines().keySet().stream()
                        .sorted()
                        .map(operation -> " -D" + BrokerCommands.option(operation) + "=" + NOT_SHOWN)
                        .collect(Collectors.joining());
    }
}
