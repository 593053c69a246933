package delivery.chaos.run;

import delivery.chaos.audit.Beside;
import delivery.chaos.audit.Cell;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.pipeline.Program;
import delivery.chaos.pipeline.description.DescribedPipelines;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.workload.PageViews;
import delivery.contract.Circumstance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pipelines of somebody's, described in files, and the modules that they are judged beside.
 *
 * @param files as they were given
 * @param pipelines in their order
 */
public record Strangers(List<String> files, List<PipelineUnderTest> pipelines) {
    public static final String OPTION = "chaos.pipeline";

    /** The modules that they are judged beside. */
    public static final Beside BESIDE =
            new Beside(Pipelines.ALL.stream().map(PipelineUnderTest::guarantee).toList());

    /**
     * Reads the descriptions that an option names.
     *
     * @throws IllegalArgumentException in one line, if one is wrong, or two have one name
     */
    static Strangers from(GivenOptions given) {
        List<String> files = given.names(OPTION);
        if (!files.isEmpty() && !given.names("chaos.modules").isEmpty()) {
            throw new IllegalArgumentException(
                    "-Dchaos.pipeline brings the modules that it is judged beside; leave out -Dchaos.modules");
        }
        Path startedIn = Path.of(given.text("chaos.startedIn").orElse("")).toAbsolutePath();
        List<PipelineUnderTest> pipelines = files.stream()
                .map(file -> DescribedPipelines.read(startedIn.resolve(file).normalize(), file, Pipelines.promises()))
                .toList();
        if (pipelines.stream().map(PipelineUnderTest::name).distinct().count() < pipelines.size()) {
            throw new IllegalArgumentException("two of " + files + " have the same name");
        }
        return new Strangers(files, pipelines);
    }

    /** Whether a run judges the suite's modules alone. */
    public boolean isEmpty() {
        return pipelines.isEmpty();
    }

    /** They, and before them the modules in their order. */
    List<PipelineUnderTest> withReferences(Optional<String> clientsVersion) {
        return Stream.concat(
                        Pipelines.ALL.stream()
                                .map(module ->
                                        clientsVersion.map(module::withClients).orElse(module)),
                        pipelines.stream())
                .toList();
    }

    /** Whether one of them goes through a fault, or a module does for the sake of one of them. */
    boolean goThrough(PipelineUnderTest module, Fault fault) {
        if (pipelines.contains(module)) {
            return suits(module, fault);
        }
        return pipelines.stream()
                .filter(stranger -> fault.concerns(stranger.guarantee()) && suits(stranger, fault))
                .anyMatch(stranger -> BESIDE.needed(stranger.guarantee(), fault.circumstances())
                        .contains(module.guarantee()));
    }

    private static boolean suits(PipelineUnderTest stranger, Fault fault) {
        return unsuitable(stranger, fault).isEmpty();
    }

    /** Why a program cannot be put to the test by a fault; empty if it can. */
    private static Optional<String> unsuitable(PipelineUnderTest stranger, Fault fault) {
        Program program = stranger.program();
        boolean takesAnswersAway = fault.clientSettings()
                .keySet()
                .containsAll(ClientTimeouts.shortRequestTimeout().keySet());
        if (program.isSource() && !strikesAtProducesAlone(fault)) {
            return Optional.of("a source has no group, no offsets and an input that is there from the beginning");
        }
        return takesAnswersAway
                        && !program.clientConfig().reachesProgram()
                        && program.ownTimeouts().request().isEmpty()
                ? Optional.of("they take answers away, and nothing says for how long it waits for one; let it read"
                        + " ${client.config}, or say timeouts: {request-ms: …}")
                : Optional.empty();
    }

    private static boolean strikesAtProducesAlone(Fault fault) {
        return !fault.isRagged()
                && fault.waves() == 0
                && Collections.disjoint(
                        fault.circumstances(),
                        Set.of(Circumstance.ZOMBIE, Circumstance.REBALANCED, Circumstance.OFFSETS_LOST))
                && fault.schedule(new Random(0), Map.of(0, (long) PageViews.MIN_EVENTS)).stream()
                        .allMatch(aim -> aim.step() == Aim.Step.PRODUCE);
    }

    /** For people: which faults a program is not put to the test by, and why; a line each. */
    List<String> leftOut(List<Fault> faults) {
        List<String> lines = new ArrayList<>();
        for (PipelineUnderTest stranger : pipelines) {
            notConcerning(stranger, faults).ifPresent(lines::add);
            Map<String, List<String>> byReason = faults.stream()
                    .filter(fault -> fault.concerns(stranger.guarantee()) && !suits(stranger, fault))
                    .collect(Collectors.groupingBy(
                            fault -> unsuitable(stranger, fault).orElseThrow(),
                            LinkedHashMap::new,
                            Collectors.mapping(Fault::name, Collectors.toList())));
            byReason.forEach((why, names) ->
                    lines.add(stranger.name() + " does not go through " + String.join(", ", names) + ": " + why));
        }
        return lines;
    }

    /** In the matrix it goes without saying. */
    private static Optional<String> notConcerning(PipelineUnderTest stranger, List<Fault> faults) {
        List<String> names = faults.stream()
                .filter(fault -> !fault.concerns(stranger.guarantee()))
                .map(Fault::name)
                .toList();
        return names.isEmpty() || faults.equals(Faults.MATRIX) || faults.equals(Faults.PRODUCTION)
                ? Optional.empty()
                : Optional.of(stranger.name() + " does not go through " + String.join(", ", names)
                        + ": that asks nothing of its promise");
    }

    /** Cells of a run, with what those of modules take away from those of these pipelines. */
    public List<Cell> judged(List<Cell> cells) {
        return isEmpty() ? cells : BESIDE.judged(cells);
    }

    /** As part of a command line. */
    String option() {
        return isEmpty() ? "" : " -D" + OPTION + "=" + String.join(",", files);
    }
}
