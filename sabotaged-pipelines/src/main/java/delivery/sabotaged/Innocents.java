package delivery.sabotaged;

import java.util.List;

/** All innocents: correct pipelines that are not as the modules are. */
public final class Innocents {
    public static final List<Innocent> ALL = List.of(
            // at-most-once
            // at-least-once
            EffectsGroupedByPage.INNOCENT,
            EffectsSpread.INNOCENT,
            CommitOnRevoke.INNOCENT,
            BufferDroppedOnRevoke.INNOCENT,
            // transactional-eos
            DefaultSizes.INNOCENT,
            DynamicMember.INNOCENT,
            NewGroupProtocol.INNOCENT,
            RewoundToCommitted.INNOCENT,
            RenewedAndRewound.INNOCENT,
            OffsetsTakenBack.INNOCENT,
            RestOfPollRewound.INNOCENT,
            PositionsInTransaction.INNOCENT,
            // streams-eos
            StreamsDslCount.INNOCENT,
            StreamsDslUncached.INNOCENT,
            StreamsNewGroupProtocol.INNOCENT);

    private Innocents() {}
}
