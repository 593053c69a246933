package delivery.chaos.report.blast;

/** What strikes, at a random moment. */
public enum Blow {
    /** SIGKILL of the pipeline's process, and a start right after. */
    CRASH("crash of the pipeline"),
    /** SIGTERM of the pipeline's process, its end, and a start right after. */
    DEPLOY("deploy: a clean stop and a start"),
    /** SIGKILL of one of the three brokers, and a start once leaders have moved. */
    BROKER("restart of a broker");

    private final String label;

    Blow(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }
}
