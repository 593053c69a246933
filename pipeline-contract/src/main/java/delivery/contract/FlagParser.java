package delivery.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.help.HelpFormatter;
import org.apache.commons.cli.help.TextHelpAppendable;

/**
 * Flags of a command line and environment variables of the same names.
 *
 * <p>Commons CLI and not picocli, by which the harness reads its own: a pipeline is started hundreds of times, and
 * class data sharing passes over classes as old as picocli's (class files of Java 5), which took a third of every
 * start.
 */
final class FlagParser {
    private static final String HELP = "help";
    private static final int USAGE_WIDTH = 120;

    /** In the order of the usage. */
    private enum Flag {
        BOOTSTRAP_SERVERS("HOST:PORT,…", "brokers to start from"),
        INPUT_TOPIC("TOPIC", "events: key = page path, header event-id"),
        OUTPUT_TOPIC("TOPIC", "effects: key = page path, value = running count, header event-id"),
        GROUP_ID("ID", "consumer group; the application id for Kafka Streams"),
        INSTANCE_ID("ID", "name of this instance, stable over restarts; base of transactional.id"),
        STATE_DIR("DIR", "directory for state that outlives a restart, made if missing"),
        CLIENT_CONFIG("FILE", "properties for the Kafka clients: TLS, SASL, timeouts"),
        DATABASE_URL("JDBC-URL", "database of a pipeline that keeps its effects in one");

        private final String label;
        private final String description;

        Flag(String label, String description) {
            this.label = label;
            this.description = description;
        }

        private boolean isRequired() {
            return this != CLIENT_CONFIG && this != DATABASE_URL;
        }

        private String option() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final String program;
    private final Options options = new Options();

    /** @param program its name, for the usage */
    FlagParser(String program) {
        this.program = program;
        for (Flag flag : Flag.values()) {
            options.addOption(Option.builder()
                    .longOpt(flag.option())
                    .hasArg()
                    .argName(flag.label)
                    .desc(flag.description + " [" + flag.name() + "]")
                    .get());
        }
        options.addOption(
                Option.builder().longOpt(HELP).desc("show this and exit").get());
    }

    /** Whether the usage was asked for, whatever else stands there. */
    boolean isHelpAsked(String[] arguments) {
        return List.of(arguments).contains("--" + HELP);
    }

    /**
     * The flags; what the command line does not give, the environment does.
     *
     * @throws ParseException if a flag is unknown, given twice, has no value, or is required and given nowhere
     */
    PipelineFlags parse(String[] arguments, Map<String, String> environment) throws ParseException {
        CommandLine given = DefaultParser.builder()
                .setAllowPartialMatching(false)
                .setStripLeadingAndTrailingQuotes(false)
                .get()
                .parse(options, arguments);
        if (!given.getArgList().isEmpty()) {
            throw new ParseException("Unknown argument: '" + given.getArgList().get(0) + "'");
        }
        List<String> missing = new ArrayList<>();
        for (Flag flag : Flag.values()) {
            requireOnce(flag, given);
            if (flag.isRequired() && value(flag, given, environment) == null) {
                missing.add("'--" + flag.option() + "=" + flag.label + "'");
            }
        }
        if (!missing.isEmpty()) {
            throw new ParseException(
                    "Missing required option" + (missing.size() == 1 ? "" : "s") + ": " + String.join(", ", missing));
        }
        return flags(given, environment);
    }

    private static void requireOnce(Flag flag, CommandLine given) throws ParseException {
        String[] values = given.getOptionValues(flag.option());
        if (values != null && values.length > 1) {
            throw new ParseException("--" + flag.option() + " is given " + values.length + " times");
        }
    }

    private static PipelineFlags flags(CommandLine given, Map<String, String> environment) {
        PipelineFlags flags = new PipelineFlags();
        flags.bootstrapServers = value(Flag.BOOTSTRAP_SERVERS, given, environment);
        flags.inputTopic = value(Flag.INPUT_TOPIC, given, environment);
        flags.outputTopic = value(Flag.OUTPUT_TOPIC, given, environment);
        flags.groupId = value(Flag.GROUP_ID, given, environment);
        flags.instanceId = value(Flag.INSTANCE_ID, given, environment);
        flags.stateDir = Path.of(value(Flag.STATE_DIR, given, environment));
        String clientConfig = value(Flag.CLIENT_CONFIG, given, environment);
        flags.clientConfig = clientConfig == null ? null : Path.of(clientConfig);
        flags.databaseUrl = value(Flag.DATABASE_URL, given, environment);
        return flags;
    }

    private static String value(Flag flag, CommandLine given, Map<String, String> environment) {
        return given.getOptionValue(flag.option(), environment.get(flag.name()));
    }

    /** Prints how the program is called. */
    void usage(Appendable out) {
        for (Flag flag : Flag.values()) {
            // For the usage only: the parser does not see what the environment gives.
            options.getOption(flag.option()).setRequired(flag.isRequired());
        }
        TextHelpAppendable text = new TextHelpAppendable(out);
        text.setMaxWidth(USAGE_WIDTH);
        text.setLeftPad(0);
        HelpFormatter usage = HelpFormatter.builder()
                .setShowSince(false)
                .setHelpAppendable(text)
                // In the order of Flag.
                .setComparator((unusedOne, unusedOther) -> 0)
                .get();
        usage.setSyntaxPrefix("Usage:");
        try {
            usage.printHelp(program, "", options, "", true);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
