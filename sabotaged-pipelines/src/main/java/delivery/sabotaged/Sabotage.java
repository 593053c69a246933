package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Guarantee;
import delivery.contract.PipelineProgram.Factory;

/**
 * A small change of a correct pipeline that engineers really make, and what must come of it.
 *
 * @param name as in reports and on the command line: {@code flush-forgotten}
 * @param mistake what is wrong, in half a sentence
 * @param promise of the module that it pretends to be
 * @param fault name of the fault under which the harness must convict it
 * @param anomaly that it must be convicted of; the promise rules it out under that fault
 */
public record Sabotage(String name, String mistake, Guarantee promise, String fault, Anomaly anomaly, Factory factory)
        implements Variant {

    @Override
    public Guarantee claim() {
        return Variant.named(name, promise);
    }
}
