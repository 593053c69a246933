package delivery.contract;

/** What happened to a pipeline that its guarantee may depend on. */
public enum Circumstance {
    /** Nothing was broken. */
    UNDISTURBED,
    /** The broker applied a request and its response came too late or never. */
    ACK_LOST,
    /** A request was lost before the broker saw it. */
    REQUEST_LOST,
    /** The pipeline's process ended between two requests and was started again with the same identity. */
    PIPELINE_RESTARTED,
    /**
     * A broker that led partitions of the pipeline ended and was started again, or stood still until another led them.
     */
    BROKER_KILLED,
    /** The consumer group assigned its partitions anew while the pipeline lived. */
    REBALANCED,
    /** A process went on, or woke up, after another had taken over its partitions or its identity. */
    ZOMBIE,
    /**
     * The committed offsets of its group were deleted while the pipeline was down, as after {@code
     * offsets.retention.minutes}.
     */
    OFFSETS_LOST
}
