package delivery.chaos.audit;

import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;

import delivery.chaos.audit.Contrast.Claim;
import delivery.chaos.audit.Contrast.Rule;
import delivery.contract.Anomaly;
import java.util.List;
import java.util.stream.Stream;

/** What tells the modules apart, fault by fault. */
final class ContrastRules {
    private static final String AT_MOST_ONCE = "at-most-once";
    private static final String AT_LEAST_ONCE = "at-least-once";
    private static final String IDEMPOTENT = "idempotent-producer";
    private static final String TRANSACTIONAL = "transactional-eos";
    private static final String STREAMS = "streams-eos";

    /** All rules, in the order of a report. */
    static final List<Rule> ALL = List.of(
            new Rule(
                    "none",
                    "When nothing is broken, nothing is wrong in any module, whatever it promises: what the cells of the"
                            + " faults show is the faults' doing.",
                    Stream.of(AT_MOST_ONCE, AT_LEAST_ONCE, IDEMPOTENT, TRANSACTIONAL, STREAMS)
                            .flatMap(module -> Stream.of(Anomaly.values()).map(anomaly -> none(module, anomaly)))
                            .toList()),
            onlyAtLeastOnceDuplicates(
                    "acks-lost", "When the broker has applied a Produce and its acknowledgement is lost"),
            onlyAtLeastOnceDuplicates(
                    "connection-reset", "When the connection is reset before the acknowledgement of a Produce arrives"),
            onlyAtLeastOnceDuplicates(
                    "slow-acks", "When the acknowledgement of a Produce is later than the request timeout"),
            onlyAtLeastOnceDuplicates(
                    "broker-killed",
                    "When the leader dies after it has applied a Produce and before it has acknowledged"),
            new Rule(
                    "pipeline-killed",
                    "When the pipeline is killed between its two steps, at-most-once loses; transactional-eos and"
                            + " streams-eos lose nothing.",
                    List.of(shows(AT_MOST_ONCE, LOST), none(TRANSACTIONAL, LOST), none(STREAMS, LOST))),
            new Rule(
                    "pipeline-killed",
                    "When the pipeline is killed between its two steps, at-least-once and idempotent-producer"
                            + " duplicate, for idempotence ends with the process; transactional-eos and streams-eos"
                            + " neither duplicate nor miscount.",
                    List.of(
                            shows(AT_LEAST_ONCE, DUPLICATED),
                            shows(IDEMPOTENT, DUPLICATED),
                            none(TRANSACTIONAL, DUPLICATED),
                            none(TRANSACTIONAL, MISCOUNTED),
                            none(STREAMS, DUPLICATED),
                            none(STREAMS, MISCOUNTED))),
            new Rule(
                    "link-down",
                    "When the link is down, at-most-once loses what it does not send again; all others lose nothing.",
                    List.of(
                            shows(AT_MOST_ONCE, LOST),
                            none(AT_LEAST_ONCE, LOST),
                            none(IDEMPOTENT, LOST),
                            none(TRANSACTIONAL, LOST),
                            none(STREAMS, LOST))),
            new Rule(
                    "zombie",
                    "When a pipeline wakes up after a replacement has taken over, at-least-once and idempotent-producer"
                            + " duplicate, for nobody refuses its effects; transactional-eos and streams-eos neither lose"
                            + " nor duplicate.",
                    List.of(
                            shows(AT_LEAST_ONCE, DUPLICATED),
                            shows(IDEMPOTENT, DUPLICATED),
                            none(TRANSACTIONAL, LOST),
                            none(TRANSACTIONAL, DUPLICATED),
                            none(STREAMS, LOST),
                            none(STREAMS, DUPLICATED))));

    private ContrastRules() {}

    private static Rule onlyAtLeastOnceDuplicates(String fault, String when) {
        return new Rule(
                fault,
                when + ", at-least-once duplicates; idempotent-producer, transactional-eos and streams-eos do not.",
                List.of(
                        shows(AT_LEAST_ONCE, DUPLICATED),
                        none(IDEMPOTENT, DUPLICATED),
                        none(TRANSACTIONAL, DUPLICATED),
                        none(STREAMS, DUPLICATED)));
    }

    private static Claim shows(String module, Anomaly anomaly) {
        return new Claim(module, anomaly, true);
    }

    private static Claim none(String module, Anomaly anomaly) {
        return new Claim(module, anomaly, false);
    }
}
