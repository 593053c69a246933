package delivery.chaos.cluster;

/** A broker that was to run does not. */
public class BrokerDownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerDownException(String message) {
        super(message);
    }

    /** A broker's port was taken between reserving and binding it. */
    static final class PortTakenException extends BrokerDownException {
        private static final long serialVersionUID = 1L;

        PortTakenException(String message) {
            super(message);
        }
    }
}
