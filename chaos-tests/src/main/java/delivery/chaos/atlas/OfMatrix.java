package delivery.chaos.atlas;

import delivery.chaos.fault.Aim;
import delivery.chaos.fault.Fault;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A fault of the matrix, in the struck batch of the atlas; one of the ragged course on that, where its own seed aims it.
 *
 * @param step that is under way when it strikes
 * @param label two or three words for people
 * @param sentence what happens, as after the name of the step
 */
record OfMatrix(Step step, Fault fault, String label, String sentence) implements NamedFault {
    @Override
    public String id() {
        return fault.name();
    }

    @Override
    public Set<Circumstance> circumstances() {
        return fault.circumstances();
    }

    @Override
    public int firings() {
        return fault.firings();
    }

    @Override
    public boolean isRagged() {
        return fault.isRagged();
    }

    @Override
    public Map<String, String> clientSettings() {
        return fault.clientSettings();
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        List<Aim> aims = fault.schedule(random, eventsByPartition);
        return isRagged()
                ? aims
                : aims.stream()
                        .map(aim -> new Aim(aim.step(), 0, Size.BEFORE_STRUCK))
                        .toList();
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        fault.inject(testbed, schedule, fired);
    }
}
