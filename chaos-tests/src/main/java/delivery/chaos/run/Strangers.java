package delivery.chaos.run;

import delivery.chaos.audit.Beside;
import delivery.chaos.audit.Cell;
import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.pipeline.description.DescribedPipelines;
import delivery.chaos.testbed.ClientTimeouts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
                .map(file -> DescribedPipelines.read(startedIn.resolve(file).normalize(), file, BESIDE.references()))
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
    List<PipelineUnderTest> withReferences() {
        return Stream.concat(Pipelines.ALL.stream(), pipelines.stream()).toList();
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

    /** Whether a program gives up an answer as soon as a fault that takes answers away needs it to. */
    private static boolean suits(PipelineUnderTest stranger, Fault fault) {
        boolean needsShortTimeout = fault.clientSettings()
                .keySet()
                .containsAll(ClientTimeouts.shortRequestTimeout().keySet());
        return !needsShortTimeout
                || stranger.program().clientConfig().reachesProgram()
                || stranger.program().ownRequestTimeoutMs().orElse(Integer.MAX_VALUE)
                        <= ClientTimeouts.REQUEST_TIMEOUT.toMillis();
    }

    /** Names of the faults that a program cannot be put to the test by, by its own name. */
    Map<String, List<String>> leftOut(List<Fault> faults) {
        return pipelines.stream()
                .collect(Collectors.toMap(
                        PipelineUnderTest::name,
                        stranger -> faults.stream()
                                .filter(fault -> fault.concerns(stranger.guarantee()) && !suits(stranger, fault))
                                .map(Fault::name)
                                .toList()));
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
