package delivery.sabotaged;

import delivery.contract.Guarantee;
import delivery.contract.PipelineProgram.Factory;
import java.util.List;

/**
 * A change of a correct pipeline that leaves its promise whole, and that a rash judge would take for a mistake.
 *
 * @param name as in reports and on the command line: {@code effects-spread}
 * @param change what is different, in half a sentence
 * @param promise of the module that it is a change of
 * @param faults names of the faults under which the harness must not accuse it
 */
public record Innocent(String name, String change, Guarantee promise, List<String> faults, Factory factory)
        implements Variant {

    @Override
    public Guarantee claim() {
        return Variant.named(name, promise);
    }
}
