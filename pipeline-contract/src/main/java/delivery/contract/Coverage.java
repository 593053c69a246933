package delivery.contract;

/** Which events the effects of a pipeline speak of. */
public enum Coverage {
    /** Every event has an effect of its own. */
    EVERY_EVENT,
    /**
     * Every page ends with its last count; an effect may stand for all events of its page before it. So it is where a
     * cache hands on the latest count only (Streams: {@code statestore.cache.max.bytes}).
     */
    LAST_OF_PAGE
}
