package delivery.chaos.pipeline;

import delivery.atleastonce.AtLeastOnce;
import delivery.atmostonce.AtMostOnce;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import delivery.idempotent.IdempotentProducer;
import delivery.streams.StreamsEos;
import delivery.transactional.TransactionalEos;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The pipelines that the matrix runs, from the weakest promise to the strongest. */
public final class Pipelines {
    public static final List<PipelineUnderTest> ALL = List.of(
            PipelineUnderTest.module(AtMostOnce.class, AtMostOnce.GUARANTEE, AtMostOnce::settings),
            PipelineUnderTest.module(AtLeastOnce.class, AtLeastOnce.GUARANTEE, AtLeastOnce::settings),
            PipelineUnderTest.module(
                    IdempotentProducer.class, IdempotentProducer.GUARANTEE, IdempotentProducer::settings),
            PipelineUnderTest.module(TransactionalEos.class, TransactionalEos.GUARANTEE, TransactionalEos::settings),
            PipelineUnderTest.module(StreamsEos.class, StreamsEos.GUARANTEE, StreamsEos::settings));

    /**
     * Exactly once, of the last count of each page alone: what is promised behind a cache (Streams:
     * {@code statestore.cache.max.bytes}), which hands on the latest count only.
     */
    public static final Guarantee LAST_COUNT = lastCount(StreamsEos.GUARANTEE.ofTheLastCountOfEveryPage());

    private static Guarantee lastCount(Guarantee same) {
        return new Guarantee(
                "last-count",
                "Every page ends with its true count; counts before the last may be left out.",
                same.isolationLevel(),
                same.coverage(),
                same.expectations());
    }

    /** The promises that a description can name. */
    public static List<Guarantee> promises() {
        return Stream.concat(ALL.stream().map(PipelineUnderTest::guarantee), Stream.of(LAST_COUNT))
                .toList();
    }

    private Pipelines() {}

    /** The pipeline of a name, if there is one. */
    public static Optional<PipelineUnderTest> named(String name) {
        return ALL.stream().filter(pipeline -> pipeline.name().equals(name)).findFirst();
    }

    /**
     * The strongest of {@link #ALL} that is expected to show, under these circumstances, what a promise forbids: beside
     * it a pipeline with that promise has something to prove. None where nobody is expected to show anything.
     */
    public static Optional<PipelineUnderTest> nextWeaker(Guarantee promise, Set<Circumstance> circumstances) {
        return ALL.stream()
                .filter(pipeline -> !promise.setApartFrom(pipeline.guarantee(), circumstances)
                        .isEmpty())
                .reduce((weaker, stronger) -> stronger);
    }
}
