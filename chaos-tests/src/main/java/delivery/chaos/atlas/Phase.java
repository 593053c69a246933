package delivery.chaos.atlas;

/** When in a pipeline's life it takes a step. */
enum Phase {
    /** From its first connection to its first full cycle. */
    START_UP("start-up"),
    /** Once between two polls. */
    CYCLE("cycle"),
    /** By the clock, even if there is nothing to do. */
    BESIDE("background requests"),
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
