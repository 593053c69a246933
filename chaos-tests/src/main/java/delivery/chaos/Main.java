package delivery.chaos;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code java -jar chaos-tests.jar COMMAND}: what can be done with the suite without Maven. */
@Command(
        name = "chaos-tests",
        subcommands = {RunCommand.class, AuditCommand.class, CompareCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Kafka delivery semantics, measured by breaking things.")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Exit codes are documented by each command; 2 is a wrong command line. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The parser of the whole command line; a failure is one line on standard error. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "give a command: run, audit or compare");
    }

    /** Of the suite, from its jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {delivery.chaos.scenario.Versions.read().toString()};
        }
    }
}
