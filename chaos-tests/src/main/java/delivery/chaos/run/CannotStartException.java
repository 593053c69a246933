package delivery.chaos.run;

import java.io.IOException;

/**
 * A run was told to use something that it cannot: a Toxiproxy that does not answer, a directory in which another run is
 * at work. Nothing was started, and nothing is said of any pipeline; the message says in one line what to change.
 */
public final class CannotStartException extends IOException {
    private static final long serialVersionUID = 1L;

    public CannotStartException(String why) {
        super(why);
    }

    CannotStartException(IOException why) {
        super(why.getMessage(), why);
    }
}
