package delivery.chaos.history;

import java.util.Map;
import java.util.Objects;

/**
 * A request that a pipeline sent through its wire tap, and what became of it. In the order of their arrival. Requests
 * whose ApiKey or version the suite's Kafka does not have cross unread; they are counted in {@link HistoryLine.Wire}
 * alone.
 *
 * <p>{@code request} and {@code response} say what bears on delivery, and leave out what is absent or empty:
 *
 * <ul>
 *   <li>{@code partitions}, by {@code topic-partition}. Of a Produce: {@code records}, {@code firstEvent},
 *       {@code lastEvent} (null: no event id, as in a changelog), {@code producerId}, {@code producerEpoch},
 *       {@code baseSequence}; of its response {@code baseOffset}. Of OffsetCommit, TxnOffsetCommit, an answered
 *       OffsetFetch, and a Fetch: an offset. Of a fetched partition: {@code bytes}, {@code highWatermark},
 *       {@code lastStableOffset}. Of any response instead {@code error}.
 *   <li>{@code error}: the name of the response's own error; without it the broker did what it was asked to
 *   <li>{@code transactionalId}, {@code producerId}, {@code producerEpoch}, {@code committed} (EndTxn: commit or abort)
 *   <li>{@code group}, {@code memberId}, {@code instanceId}, {@code generation}, {@code leader}
 *   <li>{@code of} and {@code keys} of a FindCoordinator; its response has each key with the coordinator's broker id
 * </ul>
 *
 * @param atMs when the request had arrived at the tap, before any hold
 * @param endedAtMs when the response was about to be handed to the pipeline, which could not have reacted yet, or the
 *     connection ended; null if neither
 * @param process that sent it: {@code pipeline}
 * @param connection number within the link, from 1
 * @param version of the request
 * @param responseBytes 0 if the tap saw none
 * @param connectionEnd how the connection of an unanswered request ended; null for any other outcome
 */
public record Exchange(
        long atMs,
        Long endedAtMs,
        String process,
        int connection,
        int broker,
        String apiKey,
        int version,
        int correlationId,
        int requestBytes,
        int responseBytes,
        Outcome outcome,
        String connectionEnd,
        Map<String, Object> request,
        Map<String, Object> response)
        implements HistoryLine {
    public enum Outcome {
        /** The pipeline was handed the response. */
        ANSWERED,
        /** The broker's response came as far as the tap, which kept it: {@code response} tells it. */
        WITHHELD,
        /** The connection ended before a response came to the tap; whether the broker acted, the tap does not know. */
        UNANSWERED,
        /** Never forwarded to the broker. */
        DISCARDED,
        /** A Produce with acks=0. */
        NO_RESPONSE_ASKED,
        /** Nothing by the end of the scenario. */
        OPEN
    }

    public Exchange {
        Objects.requireNonNull(process, "process of an exchange");
        Objects.requireNonNull(apiKey, "ApiKey of an exchange");
        Objects.requireNonNull(outcome, "outcome of an exchange");
        Objects.requireNonNull(request, "what a request says");
        Objects.requireNonNull(response, "what a response says");
    }
}
