package delivery.chaos.cluster;

import java.util.Locale;

/** What a fault needs of the brokers beyond their answers; of brokers that are somebody's it may not be had. */
public enum BrokerOperation {
    /** Ends one at once, so that it hands on nothing. */
    KILL,
    /** Starts one again that was killed. */
    START,
    /** Has one stand still. */
    PAUSE,
    /** Lets one go on that stands still. */
    RESUME,
    /** Asks who the active controller is, or what stands in the log of one. */
    DESCRIBE("the right DESCRIBE on the cluster is missing"),
    /** Asks one to stop, so that it hands on what it leads. */
    STOP("a run has no command to stop one of them cleanly"),
    /** Takes from one all that it has written. */
    EMPTY("a run takes no data from them"),
    /** Changes a setting of all. */
    CONFIGURE("a run changes no setting of theirs"),
    /** Moves a replica from one to another. */
    REASSIGN("a run moves no replica of theirs");

    private final String impossible;

    BrokerOperation() {
        this("");
    }

    BrokerOperation(String impossible) {
        this.impossible = impossible;
    }

    /** Whether a command of the user's can do it. */
    boolean isByCommand() {
        return impossible.isEmpty();
    }

    /** Why it cannot be done to brokers that are somebody's, unless it is by command. */
    String impossible() {
        return impossible;
    }

    /** {@code kill}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
