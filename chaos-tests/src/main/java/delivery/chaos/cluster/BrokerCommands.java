package delivery.chaos.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Command lines of the user's, by which brokers of a cluster of theirs are struck and repaired. There may be secrets in
 * them: nothing but their names is ever shown.
 *
 * @param lines for {@code sh -c}, by what they do
 * @param directory in which they are run
 */
public record BrokerCommands(Map<BrokerOperation, String> lines, Path directory) {
    /** Nothing is done to brokers. */
    public static final BrokerCommands NONE =
            new BrokerCommands(Map.of(), Path.of("").toAbsolutePath());

    /** What can be done by command. */
    public static final List<BrokerOperation> BY_COMMAND =
            List.of(BrokerOperation.KILL, BrokerOperation.START, BrokerOperation.PAUSE, BrokerOperation.RESUME);

    /** What a line names the broker by. */
    public static final List<String> VARIABLES = List.of("broker.id", "broker.host", "broker.port");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(" + String.join("|", VARIABLES) + ")}");

    /** A host comes from the cluster, and a shell reads it: it must be a name or an address, and nothing else. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9_.:-]*");

    public BrokerCommands {
        lines = Map.copyOf(lines);
    }

    /** Whether nothing can be done to brokers. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Whether a line names the broker: one that does not would strike the same each time. */
    public static boolean namesTheBroker(String line) {
        return VARIABLE.matcher(line).find();
    }

    /** The option that gives a command: {@code chaos.broker.kill}. */
    public static String option(BrokerOperation operation) {
        return "chaos.broker." + operation;
    }

    /** Why some operations cannot be carried out, for lack of a command; empty if they can. */
    Optional<String> whyNot(Set<BrokerOperation> operations) {
        List<BrokerOperation> missing = BY_COMMAND.stream()
                .filter(operation -> operations.contains(operation) && !lines.containsKey(operation))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(missing.stream()
                        .map(operation -> "-D" + option(operation))
                        .collect(Collectors.joining(", ", "a run strikes them by commands alone; not given: ", "")));
    }

    /**
     * Looks at what a cluster says of its brokers before a shell is given it.
     *
     * @throws IOException if the name of a host could mean something else to a shell
     */
    void requireHarmless(Map<Integer, Endpoint> brokers) throws IOException {
        for (Map.Entry<Integer, Endpoint> broker : brokers.entrySet()) {
            String host = broker.getValue().host();
            if (!isEmpty() && !HOST.matcher(host).matches()) {
                throw new IOException("broker " + broker.getKey() + " says that its host is " + host
                        + ", which is not put into a command: leave out -Dchaos.broker.…");
            }
        }
    }

    /** A command for one broker. */
    String filledIn(BrokerOperation operation, int id, Endpoint address) {
        Map<String, String> values = Map.of(
                "broker.id", String.valueOf(id),
                "broker.host", address.host(),
                "broker.port", String.valueOf(address.port()));
        return VARIABLE.matcher(lines.get(operation))
                .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
    }

    /** {@code kill, start}: what there are commands for. */
    @Override
    public String toString() {
        return lines.keySet().stream().sorted().map(BrokerOperation::toString).collect(Collectors.joining(", "));
    }
}
