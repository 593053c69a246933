package delivery.chaos.pipeline;

import delivery.atleastonce.AtLeastOnce;
import delivery.atmostonce.AtMostOnce;
import delivery.idempotent.IdempotentProducer;
import delivery.streams.StreamsEos;
import delivery.transactional.TransactionalEos;
import java.util.List;

/** The pipelines that the matrix runs, from the weakest promise to the strongest. */
public final class Pipelines {
    public static final List<PipelineUnderTest> ALL = List.of(
            PipelineUnderTest.module(AtMostOnce.class, AtMostOnce.GUARANTEE, AtMostOnce::settings),
            PipelineUnderTest.module(AtLeastOnce.class, AtLeastOnce.GUARANTEE, AtLeastOnce::settings),
            PipelineUnderTest.module(
                    IdempotentProducer.class, IdempotentProducer.GUARANTEE, IdempotentProducer::settings),
            PipelineUnderTest.module(TransactionalEos.class, TransactionalEos.GUARANTEE, TransactionalEos::settings),
            PipelineUnderTest.module(StreamsEos.class, StreamsEos.GUARANTEE, StreamsEos::settings));

    private Pipelines() {}
}
