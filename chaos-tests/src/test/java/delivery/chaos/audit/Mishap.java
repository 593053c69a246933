package delivery.chaos.audit;

import java.util.Set;

/** What happens in a {@link Scene}. */
enum Mishap {
    INNOCENT,
    ABORTED_AND_DONE_AGAIN,
    COMMITTED_AND_FENCED,
    EFFECT_LOST,
    COUNT_WRONG,
    EFFECT_TWICE,
    EFFECT_TWICE_AT_THE_END,
    TWO_SWAPPED,
    UNKNOWN_ID,
    NO_ID,
    NO_NUMBER,
    ABORTED_AND_GIVEN,
    TORN_BY_ITS_MARKERS,
    TORN_BY_ITS_READERS,
    NEVER_ENDED;

    private static final Set<Mishap> TRANSACTIONAL = Set.of(
            ABORTED_AND_DONE_AGAIN,
            COMMITTED_AND_FENCED,
            ABORTED_AND_GIVEN,
            TORN_BY_ITS_MARKERS,
            TORN_BY_ITS_READERS,
            NEVER_ENDED);

    boolean isTransactional() {
        return TRANSACTIONAL.contains(this);
    }
}
