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
            PipelineUnderTest.module(AtMostOnce.GUARANTEE),
            PipelineUnderTest.module(AtLeastOnce.GUARANTEE),
            PipelineUnderTest.module(IdempotentProducer.GUARANTEE),
            PipelineUnderTest.module(TransactionalEos.GUARANTEE),
            PipelineUnderTest.module(StreamsEos.GUARANTEE));

    private Pipelines() {}
}
