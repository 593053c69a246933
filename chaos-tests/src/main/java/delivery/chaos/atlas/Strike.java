package delivery.chaos.atlas;

import static delivery.contract.Circumstance.ACK_LOST;
import static delivery.contract.Circumstance.BROKER_KILLED;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static delivery.contract.Circumstance.REBALANCED;

import delivery.contract.Circumstance;
import java.util.Set;

/** What can happen to a pipeline exactly at one request. */
enum Strike {
    REQUEST_LOST(
            "request-lost", "request lost", "the request is lost before the broker sees it", Circumstance.REQUEST_LOST),
    ACK_LOST_AFTER("ack-lost", "ack lost", "the broker carries the request out and the answer is lost", ACK_LOST),
    KILLED_BEFORE(
            "killed-before",
            "pipeline killed before",
            "the pipeline is killed before the broker sees the request, and started again",
            PIPELINE_RESTARTED),
    KILLED_AFTER(
            "killed-after",
            "pipeline killed after",
            "the broker carries the request out, and the pipeline is killed before it has the answer, and "
                    + "started again",
            PIPELINE_RESTARTED),
    BROKER_KILLED_AFTER(
            "broker-killed",
            "broker killed after",
            "the broker carries the request out and is killed before it answers, and another takes over",
            ACK_LOST,
            BROKER_KILLED),
    PAUSED(
            "zombie",
            "zombie",
            "the pipeline is paused until another instance has taken over and done all but one batch; then the request"
                    + " reaches the broker after all, and the pipeline goes on",
            REBALANCED);

    private final String id;
    private final String label;
    private final String sentence;
    private final Set<Circumstance> circumstances;

    Strike(String id, String label, String sentence, Circumstance... circumstances) {
        this.id = id;
        this.label = label;
        this.sentence = sentence;
        this.circumstances = Set.of(circumstances);
    }

    /** As in scenarios: {@code ack-lost}. */
    String id() {
        return id;
    }

    /** Two or three words for people. */
    String label() {
        return label;
    }

    /** What becomes of the request, as after the name of its step. */
    String sentence() {
        return sentence;
    }

    Set<Circumstance> circumstances() {
        return circumstances;
    }

    /** Whether the broker carries the request out before anything happens. */
    boolean isAfterwards() {
        return this == ACK_LOST_AFTER || this == KILLED_AFTER || this == BROKER_KILLED_AFTER;
    }

    boolean killsPipeline() {
        return this == KILLED_BEFORE || this == KILLED_AFTER;
    }

    boolean breaksBrokers() {
        return this == BROKER_KILLED_AFTER;
    }

    /** Whether it takes more than one process of the pipeline at a time, or a broker's start. */
    boolean isCostly() {
        return this == PAUSED || breaksBrokers();
    }
}
