package delivery.chaos;

import delivery.chaos.run.CannotStartException;
import delivery.chaos.run.ChaosOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Judges somebody's pipelines beside the suite's modules. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = {
            "Judges pipelines of yours: first whether they keep to the contract at all, then under every fault that "
                    + "concerns their promise, beside the module of this suite with the same promise and the nearest "
                    + "weaker one.",
            "YOUR-PIPELINE.md says what a description can say."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            ExitCode.KEPT_SAYS,
            ExitCode.BROKEN_SAYS,
            ExitCode.WRONG_COMMAND_LINE_SAYS,
            ExitCode.NOT_JUDGED_SAYS,
            ExitCode.CONTRACT_BROKEN_SAYS,
            ExitCode.HARNESS_FAILED_SAYS
        },
        footer = ExitCode.ORDER_SAYS)
final class JudgeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelinesGiven pipelines = new PipelinesGiven();

    @Mixin
    private RunPlace place = new RunPlace();

    @Option(
            names = "--promise",
            paramLabel = "PROMISE",
            description = "of a pipeline given by its command: at-most-once, at-least-once, idempotent-producer,"
                    + " transactional-eos, streams-eos or last-count")
    private String promise;

    @Override
    public Integer call() throws Exception {
        ChaosOptions options = options();
        try {
            return StrangersJob.run(options, place.directory(), System.out)
                    .exitCode()
                    .number();
        } catch (CannotStartException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private ChaosOptions options() throws IOException {
        try {
            return place.options(pipelines.files(
                    Optional.ofNullable(promise), place.directory().resolve("described")));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
