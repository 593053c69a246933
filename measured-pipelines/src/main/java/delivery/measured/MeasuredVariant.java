package delivery.measured;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Guarantee;
import delivery.contract.PipelineProgram.Factory;
import delivery.streams.StreamsEos;
import delivery.transactional.TransactionalEos;
import java.util.List;
import java.util.Optional;

/**
 * A module with one thing otherwise.
 *
 * @param name on the command line: {@code at-least-once-acks-0}
 * @param module whose promise it starts from; not every variant keeps it
 * @param change what is otherwise, in half a sentence
 */
public record MeasuredVariant(String name, Guarantee module, String change, Factory factory) {
    /** All of them, from the weakest promise to the strongest. */
    public static final List<MeasuredVariant> ALL = List.of(
            new MeasuredVariant(
                    "at-least-once-acks-0",
                    AtLeastOnce.GUARANTEE,
                    "acks=0: nothing is waited for, and the promise is not kept",
                    flags -> new AtLeastOnceAcks(flags, "0")),
            new MeasuredVariant(
                    "at-least-once-acks-1",
                    AtLeastOnce.GUARANTEE,
                    "acks=1: the leader alone is waited for, and the promise does not outlive it",
                    flags -> new AtLeastOnceAcks(flags, "1")),
            new MeasuredVariant(
                    "at-least-once-by-time",
                    AtLeastOnce.GUARANTEE,
                    "a commit every commit.interval.ms, over many polls",
                    AtLeastOnceByTime::new),
            new MeasuredVariant(
                    "transactional-eos-by-time",
                    TransactionalEos.GUARANTEE,
                    "a transaction every commit.interval.ms, over many polls",
                    TransactionalByTime::new),
            new MeasuredVariant(
                    "streams-at-least-once-same-topology",
                    StreamsEos.GUARANTEE,
                    "processing.guarantee=at_least_once, and exactly once is not kept",
                    StreamsWithoutTransactions::new));

    /** The variant of a name, if there is one. */
    public static Optional<MeasuredVariant> named(String name) {
        return ALL.stream().filter(variant -> variant.name().equals(name)).findFirst();
    }

    /** What it is run as: the module's promise under the name of the variant. */
    public Guarantee claim() {
        return new Guarantee(name, module.promise(), module.isolationLevel(), module.coverage(), module.expectations());
    }
}
