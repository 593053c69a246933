package delivery.chaos.report.claims;

/** What is to be thought of a claim. */
public enum Grade {
    TRUE("true"),
    FALSE("false"),
    /** It was true of an earlier version. */
    OUTDATED("outdated"),
    /** It is true under conditions that it does not name. */
    DEPENDS("depends");

    private final String word;

    Grade(String word) {
        this.word = word;
    }

    /** As in the ledger and in {@code claims.json}. */
    public String word() {
        return word;
    }
}
