package delivery.chaos.fault;

import java.util.List;
import java.util.stream.Stream;

/** The faults of the matrix, the control first; each for the modules that it concerns. */
public final class Faults {
    public static final List<Fault> ALL = List.of(
            new None(),
            new AcksLost(),
            new ConnectionReset(),
            new LinkDown(),
            new SlowAcks(),
            new PipelineKilled(),
            new Zombie(),
            new BrokerKilled(),
            new ProduceRefused(),
            new KilledBehindCommit(),
            new KilledBeforeEndTxn(),
            new ZombieReturns(),
            new PipelineStopped(),
            new EndTxnUnanswered(),
            new Ragged(new None()),
            new Ragged(new PipelineKilled()),
            new Ragged(new ProduceRefused()));

    /**
     * Aimed at one mistake each, to convict the pipeline that makes it; modules that keep their promise go through
     * them too.
     */
    public static final List<Fault> AIMED = List.of(
            new ProducesCut(), new ProducerFenced(), new LeaderAloneKilled(), new Ragged(new KilledBeforeEndTxn()));

    /** The stories of the literature, each at its exact moment. */
    public static final List<Fault> NAMED = List.of(
            new KilledBeforeCommit(),
            new KilledAfterCommit(),
            new LateRequest(),
            new SecondInstance(),
            new RebalanceBeforeCommit(),
            new CoordinatorKilled(),
            new ControllerKilled(),
            new LeaderPaused(),
            new OffsetsDeleted(),
            new LateOffsetCommit());

    /** All that can be asked for by name. */
    public static final List<Fault> KNOWN =
            Stream.of(ALL, AIMED, NAMED).flatMap(List::stream).toList();

    private Faults() {}
}
