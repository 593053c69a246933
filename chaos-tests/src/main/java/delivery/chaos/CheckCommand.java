package delivery.chaos;

import delivery.chaos.run.CannotStartException;
import delivery.chaos.run.ChaosOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks whether somebody's pipelines keep to the contract, whatever they promise. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Looks whether pipelines of yours keep to the contract, whatever they promise: they start, work without a "
                    + "further word, name the event of each effect, stop when they are asked to, and go on after a "
                    + "restart.",
            "Nothing is broken; it takes half a minute."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the contract is kept",
            ExitCode.WRONG_COMMAND_LINE_SAYS,
            "4:a pipeline broke the contract",
            ExitCode.HARNESS_FAILED_SAYS
        })
final class CheckCommand implements Callable<Integer> {
    /** Any will do: nothing is judged by it. */
    private static final String PROMISE = "at-least-once";

    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelinesGiven pipelines = new PipelinesGiven();

    @Mixin
    private RunPlace place = new RunPlace();

    @Override
    public Integer call() throws Exception {
        ChaosOptions options = options();
        try {
            return StrangersJob.check(options, place.directory(), System.out).number();
        } catch (CannotStartException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private ChaosOptions options() throws IOException {
        try {
            return place.options(
                    pipelines.files(Optional.of(PROMISE), place.directory().resolve("described")));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
