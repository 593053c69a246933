package delivery.chaos;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code java -jar chaos-tests.jar COMMAND}: what can be done with the suite without Maven. */
@Command(
        name = "chaos-tests",
        subcommands = {
            RunCommand.class,
            JudgeCommand.class,
            CheckCommand.class,
            AuditCommand.class,
            CompareCommand.class,
            CleanCommand.class,
            PublishCommand.class,
            CostCommand.class,
            BlastRadiusCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Kafka delivery semantics, measured by breaking things.")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    /** For {@link Launcher}, which has acted on it when this is read; here for the help. */
    @Option(
            names = Launcher.WORK,
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "where a jar that was copied out of its build unpacks the jars in it, once; beside it if absent")
    @SuppressWarnings("unused")
    private Path work;

    /** Exit codes are documented by each command; 2 is a wrong command line, 5 a failure of the suite itself. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The parser of the whole command line; whatever is wrong is one line on standard error. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setParameterExceptionHandler((wrong, arguments) -> {
                    CommandLine command = wrong.getCommandLine();
                    command.getErr()
                            .println(command.getCommandName() + ": " + wrong.getMessage() + " (--help says more)");
                    return ExitCode.WRONG_COMMAND_LINE.number();
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(command.getCommandName() + ": " + inOneLine(failure));
                    return ExitCode.HARNESS_FAILED.number();
                });
    }

    private static String inOneLine(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "give a command: run, judge, check, audit, compare, clean, publish, cost or blast-radius");
    }

    /** The version of the suite, from its jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {delivery.chaos.run.Versions.read().toString()};
        }
    }
}
