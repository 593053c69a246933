package delivery.chaos.atlas;

import delivery.chaos.fault.Aim;
import delivery.chaos.fault.SecondInstance;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The matrix's {@code second-instance}, in the struck batch of the atlas.
 *
 * @param step that is under way when the second instance takes over
 */
record SameTransactionalId(Step step) implements NamedFault {
    private static final SecondInstance FAULT = new SecondInstance();

    @Override
    public String id() {
        return FAULT.name();
    }

    @Override
    public String label() {
        return "second instance";
    }

    @Override
    public String sentence() {
        return "a second instance with the same transactional.id takes over before the broker sees the request";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return FAULT.circumstances();
    }

    @Override
    public Map<String, String> clientSettings() {
        return PATIENT;
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        FAULT.inject(testbed, List.of(new Aim(Aim.Step.END_OF_CYCLE, 0, Size.BEFORE_STRUCK)), fired);
    }
}
