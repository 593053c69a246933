package delivery.chaos.run;

import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.fault.catalogue.OutsideFaults;
import delivery.chaos.pipeline.OutsidePipelines;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which pipelines and which faults are run if nobody names any. */
public enum MatrixKind {
    /** Effects are records of a topic. */
    KAFKA("", Pipelines.ALL, Faults.MATRIX),
    /** Effects are rows of a database. */
    OUTSIDE(" -Poutside", OutsidePipelines.ALL, OutsideFaults.MATRIX);

    /** All that can be named: a pipeline or fault of either. */
    static final List<PipelineUnderTest> ALL_PIPELINES =
            Stream.of(Pipelines.ALL, OutsidePipelines.ALL).flatMap(List::stream).toList();

    static final List<Fault> ALL_FAULTS = Stream.of(Faults.CATALOGUE, OutsideFaults.MATRIX)
            .flatMap(List::stream)
            .distinct()
            .toList();

    private final String option;
    private final List<PipelineUnderTest> pipelines;
    private final List<Fault> faults;

    MatrixKind(String option, List<PipelineUnderTest> pipelines, List<Fault> faults) {
        this.option = option;
        this.pipelines = pipelines;
        this.faults = faults;
    }

    /**
     * The one that is asked for by name, or by names of pipelines or faults that only it has.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static MatrixKind of(GivenOptions given) {
        Optional<String> name = given.text("chaos.matrix");
        if (name.isPresent()) {
            return Stream.of(values())
                    .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name.get()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "unknown -Dchaos.matrix=" + name.get() + "; known: kafka, outside"));
        }
        List<String> pipelines = given.names("chaos.modules");
        List<String> faults = given.names("chaos.faults");
        return pipelines.isEmpty() && isOutsideOnly(faults, OutsideFaults.MATRIX, Fault::name, Faults.CATALOGUE)
                        || isOutsideOnly(pipelines, OutsidePipelines.ALL, PipelineUnderTest::name, List.of())
                ? OUTSIDE
                : KAFKA;
    }

    private static <T> boolean isOutsideOnly(
            List<String> names, List<T> outside, Function<T, String> name, List<T> inKafka) {
        return !names.isEmpty()
                && outside.stream().map(name).toList().containsAll(names)
                && inKafka.stream().map(name).noneMatch(names::contains);
    }

    /** What asks for it on the command line, with a space before it. */
    String option() {
        return option;
    }

    /** In reading order. */
    public List<PipelineUnderTest> pipelines() {
        return pipelines;
    }

    /** In reading order, the control first. */
    public List<Fault> faults() {
        return faults;
    }
}
