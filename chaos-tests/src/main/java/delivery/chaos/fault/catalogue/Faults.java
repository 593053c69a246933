package delivery.chaos.fault.catalogue;

import delivery.chaos.fault.Fault;
import delivery.chaos.fault.None;
import delivery.chaos.fault.Ragged;
import delivery.chaos.fault.broker.AcknowledgedAlone;
import delivery.chaos.fault.broker.BrokerKilled;
import delivery.chaos.fault.broker.ControllerKilled;
import delivery.chaos.fault.broker.CoordinatorKilled;
import delivery.chaos.fault.broker.LeaderAloneKilled;
import delivery.chaos.fault.broker.LeaderPaused;
import delivery.chaos.fault.broker.OffsetsDeleted;
import delivery.chaos.fault.broker.PartitionsAdded;
import delivery.chaos.fault.broker.ProduceRefused;
import delivery.chaos.fault.broker.ProducerFenced;
import delivery.chaos.fault.broker.ProducerIdExpired;
import delivery.chaos.fault.broker.RetentionOvertakes;
import delivery.chaos.fault.broker.RollingRestart;
import delivery.chaos.fault.broker.TopicRecreated;
import delivery.chaos.fault.link.AcksLost;
import delivery.chaos.fault.link.AnswersSwallowed;
import delivery.chaos.fault.link.ConnectionReset;
import delivery.chaos.fault.link.EndTxnDelayed;
import delivery.chaos.fault.link.EndTxnUnanswered;
import delivery.chaos.fault.link.HeartbeatsLost;
import delivery.chaos.fault.link.LateRequest;
import delivery.chaos.fault.link.LinkDown;
import delivery.chaos.fault.link.ProduceExpired;
import delivery.chaos.fault.link.ProducesCut;
import delivery.chaos.fault.link.SlowAcks;
import delivery.chaos.fault.pipeline.CommitTimedOut;
import delivery.chaos.fault.pipeline.CommitsDuringRebalance;
import delivery.chaos.fault.pipeline.DeliveryTimedOut;
import delivery.chaos.fault.pipeline.GroupProtocol;
import delivery.chaos.fault.pipeline.InstanceKilled;
import delivery.chaos.fault.pipeline.KilledAfterCommit;
import delivery.chaos.fault.pipeline.KilledBeforeCommit;
import delivery.chaos.fault.pipeline.KilledBeforeEndTxn;
import delivery.chaos.fault.pipeline.KilledBehindCommit;
import delivery.chaos.fault.pipeline.LateByCycles;
import delivery.chaos.fault.pipeline.LateOffsetCommit;
import delivery.chaos.fault.pipeline.LateStep;
import delivery.chaos.fault.pipeline.PipelineKilled;
import delivery.chaos.fault.pipeline.PipelinePaused;
import delivery.chaos.fault.pipeline.PipelineStopped;
import delivery.chaos.fault.pipeline.PollIntervalExceeded;
import delivery.chaos.fault.pipeline.RebalanceBeforeCommit;
import delivery.chaos.fault.pipeline.RollingDeploy;
import delivery.chaos.fault.pipeline.ScaledOutAndIn;
import delivery.chaos.fault.pipeline.SecondInstance;
import delivery.chaos.fault.pipeline.StateLost;
import delivery.chaos.fault.pipeline.StoppedStarting;
import delivery.chaos.fault.pipeline.TransactionTimedOut;
import delivery.chaos.fault.pipeline.Zombie;
import delivery.chaos.fault.pipeline.ZombieReturns;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The faults of the matrix, the control first; each for the modules that it concerns. */
public final class Faults {
    public static final List<Fault> MATRIX = List.of(
            new None(),
            new AcksLost(),
            new ConnectionReset(),
            new LinkDown(),
            new SlowAcks(),
            new PipelineKilled(),
            new Zombie(),
            new BrokerKilled(),
            ProduceRefused.first(),
            new ProduceExpired(),
            DeliveryTimedOut.excusedByRestartAlone(),
            new KilledBehindCommit(),
            new KilledBeforeEndTxn(),
            new ZombieReturns(),
            new PipelineStopped(),
            new EndTxnUnanswered(),
            new EndTxnDelayed(),
            new Ragged(new None()),
            new Ragged(new PipelineKilled()),
            new Ragged(ProduceRefused.inEachPartition()));

    /**
     * Aimed at one mistake each, to convict the pipeline that makes it; modules that keep their promise go through
     * them too.
     */
    public static final List<Fault> AIMED = List.of(
            new ProducesCut(), new ProducerFenced(), new LeaderAloneKilled(), new Ragged(new KilledBeforeEndTxn()));

    /** The stories of the literature, each at its exact moment. */
    public static final List<Fault> NAMED = List.of(
            PipelineKilled.atProduces(),
            new KilledBeforeCommit(),
            new KilledAfterCommit(),
            new LateRequest(),
            new SecondInstance(),
            new RebalanceBeforeCommit(),
            new HeartbeatsLost(),
            new CoordinatorKilled(),
            new ControllerKilled(),
            new LeaderPaused(),
            new OffsetsDeleted(),
            new TopicRecreated(),
            new LateOffsetCommit(),
            new ProducerIdExpired(),
            new RetentionOvertakes(),
            new AcknowledgedAlone(1, true),
            AcknowledgedAlone.losingData(1),
            EndTxnUnanswered.rebalancedInOnePoll());

    /** What happens in production where nothing breaks, or where it is the program that is slow: -Pproduction. */
    public static final List<Fault> PRODUCTION = List.of(
            new ScaledOutAndIn(GroupProtocol.EAGER),
            new ScaledOutAndIn(GroupProtocol.COOPERATIVE),
            new ScaledOutAndIn(GroupProtocol.CONSUMER),
            new RollingDeploy(GroupProtocol.EAGER),
            new RollingDeploy(GroupProtocol.COOPERATIVE),
            new RollingDeploy(GroupProtocol.CONSUMER),
            new CommitsDuringRebalance(),
            new StoppedStarting(),
            new InstanceKilled(GroupProtocol.EAGER),
            new InstanceKilled(GroupProtocol.COOPERATIVE),
            new InstanceKilled(GroupProtocol.CONSUMER),
            InstanceKilled.withStandbys(),
            new PipelinePaused(),
            new PollIntervalExceeded(),
            new CommitTimedOut(),
            new DeliveryTimedOut(),
            new TransactionTimedOut(),
            new LateByCycles(LateStep.PRODUCE, 1),
            new LateByCycles(LateStep.END_TXN, 1),
            new LateByCycles(LateStep.HEARTBEAT, 1),
            new AnswersSwallowed(),
            new StateLost(),
            new PartitionsAdded(),
            RollingRestart.careful(),
            RollingRestart.hasty(),
            BrokerKilled.losingData(),
            new AcknowledgedAlone(1, false));

    /** Every request of a cycle, late by one, two and three cycles; some of them stand in a list above. */
    public static final List<Fault> LATE = Stream.concat(
                    Arrays.stream(LateStep.values())
                            .flatMap(step -> Stream.of(1, 2, 3).map(cycles -> new LateByCycles(step, cycles))),
                    Stream.of(LateByCycles.underKip848(LateStep.COMMIT, 1)))
            .filter(late -> PRODUCTION.stream().noneMatch(same -> same.name().equals(late.name())))
            .collect(Collectors.toUnmodifiableList());

    /** All that can be asked for by name. */
    public static final List<Fault> CATALOGUE = Stream.of(MATRIX, AIMED, NAMED, LATE, PRODUCTION)
            .flatMap(List::stream)
            .toList();

    private Faults() {}
}
