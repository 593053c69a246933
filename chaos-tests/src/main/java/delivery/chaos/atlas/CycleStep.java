package delivery.chaos.atlas;

import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A request that a pipeline makes on its way, and that something can happen to.
 *
 * @param name within the module, as in scenarios: {@code end-txn}
 * @param version of the request in this run
 * @param party that it went to
 */
record CycleStep(Phase phase, String name, ApiKeys apiKey, short version, Party party) {
    /** The receiver of a pipeline's request. */
    enum Party {
        COORDINATOR("coordinator"),
        LEADER("leader"),
        /** Any broker would answer; which one was asked is chance. */
        ANY_BROKER("any broker");

        private final String label;

        Party(String label) {
            this.label = label;
        }

        /** The word for people. */
        String label() {
            return label;
        }
    }

    /** {@code EndTxn v5}, {@code FindCoordinator v6 (group)}. */
    String title() {
        String purpose = name.substring(StepNames.of(apiKey).length()).replaceFirst("^-", "");
        return apiKey.name + " v" + version + (purpose.isEmpty() ? "" : " (" + purpose + ")");
    }
}
