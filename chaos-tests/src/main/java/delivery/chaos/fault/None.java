package delivery.chaos.fault;

import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** The control: nothing is broken, so what is found is the pipeline's or the harness's own doing. */
final class None implements Fault {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public String description() {
        return "The control: nothing is broken.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.UNDISTURBED);
    }

    @Override
    public int firings() {
        return 0;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return List.of();
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws IOException {
        testbed.pipeline().start();
    }
}
