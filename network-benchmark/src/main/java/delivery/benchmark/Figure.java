package delivery.benchmark;

/**
 * Something that a workload measures.
 *
 * @param name with its unit, as in a table
 */
record Figure(String name, Better better) {
    /** Which of two values is the better one. */
    enum Better {
        HIGHER,
        LOWER
    }
}
