package delivery.toxiproxy;

import delivery.toxiproxy.toxics.StageInterruptedException;

/** The toxics at or next to a stage changed. */
final class SwitchedException extends StageInterruptedException {
    private static final long serialVersionUID = 1L;

    SwitchedException() {
        super("the toxics changed", null);
    }
}
