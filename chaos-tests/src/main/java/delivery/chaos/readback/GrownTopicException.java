package delivery.chaos.readback;

/** A topic grew while it was read: what was read belongs to no one moment. */
public final class GrownTopicException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    GrownTopicException(String what, Object before, Object after) {
        super(what + " grew from " + before + " to " + after + " while it was read");
    }
}
