package delivery.sabotaged;

import java.util.List;
import java.util.Optional;

/** All sabotages, by the module that they pretend to be. */
public final class Sabotages {
    public static final List<Sabotage> ALL = List.of(
            // at-most-once
            RetriesLeftOn.SABOTAGE,
            CommitAfterEffects.SABOTAGE,
            CommitNotAwaited.SABOTAGE,
            UnboundedQueue.SABOTAGE,
            CommitTimeoutIgnored.SABOTAGE,
            FailedCommitIgnored.SABOTAGE,
            // at-least-once
            CommitBeforeFlush.SABOTAGE,
            FlushForgotten.SABOTAGE,
            AutoCommitLeftOn.SABOTAGE,
            AutoCommitNewProtocol.SABOTAGE,
            SendErrorsIgnored.SABOTAGE,
            EffectSkippedOnException.SABOTAGE,
            RetriableErrorsIgnored.SABOTAGE,
            LastSendAwaited.SABOTAGE,
            OneOffsetForAll.SABOTAGE,
            EventSkippedAtRestart.SABOTAGE,
            CommitInFinally.SABOTAGE,
            InFlightWithoutIdempotence.SABOTAGE,
            AcksZero.SABOTAGE,
            AcksOne.SABOTAGE,
            PositionCommitted.SABOTAGE,
            OffByOne.SABOTAGE,
            WorkerThreads.SABOTAGE,
            LastOffsetCommitted.SABOTAGE,
            OnePartitionRetried.SABOTAGE,
            RestOfPollDropped.SABOTAGE,
            HalfBatchOnStop.SABOTAGE,
            CommitEveryFiveSeconds.SABOTAGE,
            StopNotAwaited.SABOTAGE,
            CommitNotOnRevoke.SABOTAGE,
            RefusedCommitForgotten.SABOTAGE,
            StopWithoutCommit.SABOTAGE,
            BufferKeptOverRebalance.SABOTAGE,
            PositionCommittedOnRevoke.SABOTAGE,
            CountsKeptOverRebalance.SABOTAGE,
            CountsClamped.SABOTAGE,
            CountsOfTheBatch.SABOTAGE,
            TombstonesSkipped.SABOTAGE,
            OffsetsKeptOverRetry.SABOTAGE,
            BatchRetried.SABOTAGE,
            FailedPartitionLeftOut.SABOTAGE,
            PartialFailureTolerated.SABOTAGE,
            FailedSentLast.SABOTAGE,
            StopCommitsUnflushed.SABOTAGE,
            ResetToLatest.SABOTAGE,
            // idempotent-producer
            IdempotenceSilentlyOff.SABOTAGE,
            EffectsSentAgain.SABOTAGE,
            SlowProcessing.SABOTAGE,
            BatchSentByNewProducer.SABOTAGE,
            BatchSentOnceMore.SABOTAGE,
            // transactional-eos
            IsolationLeftAtDefault.SABOTAGE,
            CountsNotRestored.SABOTAGE,
            CountsNotRolledBack.SABOTAGE,
            ConsumerNotRewound.SABOTAGE,
            OffsetsOutsideTransaction.SABOTAGE,
            OffsetsBeforeTransaction.SABOTAGE,
            SmallerTransactions.SABOTAGE,
            EffectsOutsideTransaction.SABOTAGE,
            FencedCarriesOn.SABOTAGE,
            GroupMetadataLeftOut.SABOTAGE,
            RandomTransactionalId.SABOTAGE,
            BatchOnceMore.SABOTAGE,
            LastOffsetInTransaction.SABOTAGE,
            EventsReadUncommitted.SABOTAGE,
            OnePartitionRewound.SABOTAGE,
            OnePartitionCommitted.SABOTAGE,
            PoisonSkipped.SABOTAGE,
            UnknownTakenForDone.SABOTAGE,
            RememberedIds.SABOTAGE,
            RewoundToCommittedOnly.SABOTAGE,
            HalfTransactionOnStop.SABOTAGE,
            TimedOutTakenForCommitted.SABOTAGE,
            OffsetsKeptOverAbort.SABOTAGE,
            OnePartitionsCountsRestored.SABOTAGE,
            WholePollRewound.SABOTAGE,
            OffsetsOfBatchBefore.SABOTAGE,
            SeenBeforeAbort.SABOTAGE,
            RewoundToAssigned.SABOTAGE,
            // streams-eos
            StreamsAtLeastOnce.SABOTAGE,
            StreamsSideEffect.SABOTAGE,
            StreamsCountsInMap.SABOTAGE,
            StreamsChangelogOff.SABOTAGE,
            // unique-key
            IncrementRetried.SABOTAGE,
            CommitTakenForDone.SABOTAGE,
            SynchronousCommitOff.SABOTAGE,
            // offsets-in-database
            CommitTakenForFailed.SABOTAGE,
            OffsetsNotCompared.SABOTAGE);

    /** Those that take no more than seconds, one fault at a time: every build tries some of them. */
    public static final List<Sabotage> QUICK = List.of(
            CommitNotAwaited.SABOTAGE,
            CommitBeforeFlush.SABOTAGE,
            FlushForgotten.SABOTAGE,
            SendErrorsIgnored.SABOTAGE,
            EffectSkippedOnException.SABOTAGE,
            CommitInFinally.SABOTAGE,
            PositionCommitted.SABOTAGE,
            OffByOne.SABOTAGE,
            RestOfPollDropped.SABOTAGE,
            CountsClamped.SABOTAGE,
            CountsOfTheBatch.SABOTAGE,
            IsolationLeftAtDefault.SABOTAGE,
            CountsNotRolledBack.SABOTAGE,
            ConsumerNotRewound.SABOTAGE,
            OffsetsBeforeTransaction.SABOTAGE,
            SmallerTransactions.SABOTAGE,
            EffectsOutsideTransaction.SABOTAGE);

    private Sabotages() {}

    /** The sabotage of a name, if there is one. */
    public static Optional<Sabotage> named(String name) {
        return ALL.stream().filter(sabotage -> sabotage.name().equals(name)).findFirst();
    }
}
