package delivery.measured;

import delivery.contract.PipelineProgram;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs a variant by name, with the flags of every pipeline after the name. Exit codes as those of a module. */
public final class MeasuredPipeline {
    private static final int CANNOT_START = 2;

    private MeasuredPipeline() {}

    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        Optional<MeasuredVariant> variant = MeasuredVariant.named(name);
        if (variant.isEmpty()) {
            System.err.println("measured-pipelines: no variant is called '" + name + "'; give one of these first: "
                    + MeasuredVariant.ALL.stream().map(MeasuredVariant::name).collect(Collectors.joining(", ")));
            System.exit(CANNOT_START);
        }
        PipelineProgram.main(
                Arrays.copyOfRange(arguments, 1, arguments.length),
                variant.get().claim(),
                variant.get().factory());
    }
}
