package delivery.chaos.network.postgres;

import java.util.List;

/**
 * What a server said to a volley.
 *
 * @param tags of the commands that it has carried out: {@code BEGIN}, {@code INSERT 0 1}, {@code COMMIT}
 * @param error SQLSTATE of the first error; empty if there was none
 */
public record Reply(List<String> tags, String error) {
    /** Whether it committed a transaction; one that had failed before is answered {@code ROLLBACK}. */
    public boolean isCommitted() {
        return tags.contains("COMMIT");
    }
}
