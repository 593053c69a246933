package delivery.sabotaged;

import delivery.contract.PipelineProgram;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs a sabotage by name, with the flags of every pipeline behind the name. Exit codes as those of a module. */
public final class SabotagedPipeline {
    private static final int CANNOT_START = 2;

    private SabotagedPipeline() {}

    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        Optional<Sabotage> sabotage = Sabotages.named(name);
        if (sabotage.isEmpty()) {
            System.err.println("sabotaged-pipelines: no sabotage is called '" + name + "'; give one of these first: "
                    + Sabotages.ALL.stream().map(Sabotage::name).collect(Collectors.joining(", ")));
            System.exit(CANNOT_START);
        }
        PipelineProgram.main(
                Arrays.copyOfRange(arguments, 1, arguments.length),
                sabotage.get().claim(),
                sabotage.get().factory());
    }
}
