package delivery.sabotaged;

import delivery.contract.PipelineProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a sabotage or an innocent by name, with the flags of every pipeline after the name. Exit codes as those of a
 * module.
 */
public final class SabotagedPipeline {
    private static final int CANNOT_START = 2;

    private SabotagedPipeline() {}

    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        List<Variant> all = Stream.<List<? extends Variant>>of(Sabotages.ALL, Innocents.ALL)
                .<Variant>flatMap(List::stream)
                .toList();
        Optional<Variant> variant =
                all.stream().filter(known -> known.name().equals(name)).findFirst();
        if (variant.isEmpty()) {
            System.err.println("sabotaged-pipelines: no pipeline is called '" + name + "'; give one of these first: "
                    + all.stream().map(Variant::name).collect(Collectors.joining(", ")));
            System.exit(CANNOT_START);
        }
        PipelineProgram.main(
                Arrays.copyOfRange(arguments, 1, arguments.length),
                variant.get().claim(),
                variant.get().factory());
    }
}
