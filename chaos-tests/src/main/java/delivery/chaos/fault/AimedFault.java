package delivery.chaos.fault;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.testbed.Aim;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A fault that is described once, by data; what is left to write is how it strikes: {@link #inject}. */
public abstract class AimedFault implements Fault {
    private final FaultDescription described;

    protected AimedFault(FaultDescription described) {
        this.described = described;
    }

    @Override
    public final String name() {
        return described.name;
    }

    @Override
    public final String description() {
        return described.sentence;
    }

    @Override
    public final String when() {
        return described.when;
    }

    @Override
    public final Set<Circumstance> circumstances() {
        return described.circumstances;
    }

    @Override
    public final int firings() {
        return described.firings;
    }

    @Override
    public final boolean concerns(Guarantee guarantee) {
        return described.concerned.test(guarantee);
    }

    @Override
    public final int waves() {
        return described.waves;
    }

    @Override
    public final boolean addsPartition() {
        return described.addsPartition;
    }

    @Override
    public final Set<BrokerOperation> brokerOperations() {
        return described.brokerOperations;
    }

    @Override
    public final Map<String, String> clientSettings() {
        return described.clientSettings;
    }

    @Override
    public final List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return described.scheduler.schedule(random, eventsByPartition);
    }
}
