package delivery.sabotaged;

import delivery.contract.Guarantee;
import delivery.contract.PipelineProgram.Factory;

/** A module with a change: a {@link Sabotage}, or an {@link Innocent}. */
public interface Variant {
    /** As in reports and on the command line: {@code flush-forgotten}. */
    String name();

    /** The promise that it makes, under its own name, by which histories and reports know it. */
    Guarantee claim();

    Factory factory();

    /** A promise under another name. */
    static Guarantee named(String name, Guarantee promise) {
        return new Guarantee(
                name, promise.promise(), promise.isolationLevel(), promise.coverage(), promise.expectations());
    }
}
