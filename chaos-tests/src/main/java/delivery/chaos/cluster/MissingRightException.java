package delivery.chaos.cluster;

import java.io.IOException;

/** A right that a run needs on a cluster that is somebody's, and that its principal does not have. */
public final class MissingRightException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param right as in an ACL: {@code WRITE on transactional ids} */
    MissingRightException(String right) {
        super("a right is missing on this cluster: " + right + " that begin with " + Tenancy.PREFIX
                + " (DOORS.md lists all that are needed)");
    }
}
