package delivery.chaos.fault;

import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Another fault on the ragged course: polls over several partitions, remainders, an input that goes on. */
record Ragged(Fault fault) implements Fault {
    @Override
    public String name() {
        return fault.name() + "-ragged";
    }

    @Override
    public String description() {
        return "On the ragged course: "
                + Character.toLowerCase(fault.description().charAt(0))
                + fault.description().substring(1);
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
    public boolean concerns(Guarantee guarantee) {
        return fault.concerns(guarantee);
    }

    @Override
    public boolean isRagged() {
        return true;
    }

    @Override
    public boolean breaksBrokers() {
        return fault.breaksBrokers();
    }

    @Override
    public Map<String, String> clientSettings() {
        return fault.clientSettings();
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return fault.schedule(random, eventsByPartition);
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        fault.inject(testbed, schedule, fired);
    }
}
