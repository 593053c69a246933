package delivery.toxiproxy.toxics;

/**
 * A stage was told to stop what it does: its toxics changed, or its connection is gone. A signal, without a stack
 * trace.
 */
public abstract class StageInterruptedException extends Exception {
    private static final long serialVersionUID = 1L;

    protected StageInterruptedException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
