package delivery.chaos.atlas;

/** When in a pipeline's life it takes a step. */
enum Phase {
    /** From its first connection to its first full cycle. */
    START_UP("start-up"),
    /** Once from every poll to the next. */
    CYCLE("cycle"),
    /** By the clock, also while there is nothing to do. */
    BESIDE("beside the cycle"),
    /** After it was asked to stop. */
    SHUT_DOWN("shut-down");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    /** The word for people. */
    String label() {
        return label;
    }
}
