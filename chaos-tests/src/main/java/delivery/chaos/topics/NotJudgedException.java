package delivery.chaos.topics;

/** Topics that can be read and not be judged, and why, in a line. */
public final class NotJudgedException extends Exception {
    private static final long serialVersionUID = 1L;

    NotJudgedException(String why) {
        super(why);
    }
}
