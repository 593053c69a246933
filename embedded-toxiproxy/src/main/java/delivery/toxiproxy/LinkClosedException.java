package delivery.toxiproxy;

import delivery.toxiproxy.toxics.StageInterruptedException;

/** Nothing goes through this link any more. */
final class LinkClosedException extends StageInterruptedException {
    private static final long serialVersionUID = 1L;

    LinkClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
