package delivery.chaos.history;

import java.util.List;
import java.util.Objects;

/**
 * What a pipeline sent to its database before it waited, and what became of it. In the order of their arrival.
 *
 * @param atMs when it had arrived at the tap, before any hold
 * @param endedAtMs when the reply was about to be handed to the pipeline, or the connection ended; null if neither
 * @param process that sent it: {@code pipeline}
 * @param connection number within the link to the database, from 1
 * @param backendPid of the server process behind it, as the server names it
 * @param statements that it executed, one after the other, each with how often
 * @param events of the input that its parameters name
 * @param firstEvent id of the first of these in the input; null if there is none
 * @param lastEvent id of the last of these; null if there is none
 * @param outcome as of an {@link Exchange}
 * @param tags of the reply, each with how often: {@code INSERT 0 1 ×250}; empty if there was none
 * @param error SQLSTATE of the reply; empty if it has none
 */
public record DatabaseExchange(
        long atMs,
        Long endedAtMs,
        String process,
        int connection,
        int backendPid,
        List<String> statements,
        int events,
        String firstEvent,
        String lastEvent,
        Exchange.Outcome outcome,
        List<String> tags,
        String error)
        implements HistoryLine {
    public DatabaseExchange {
        Objects.requireNonNull(process, "process of a database exchange");
        Objects.requireNonNull(statements, "statements of a database exchange");
        Objects.requireNonNull(outcome, "outcome of a database exchange");
        Objects.requireNonNull(tags, "tags of a database exchange");
        Objects.requireNonNull(error, "error of a database exchange");
    }
}
