package delivery.chaos.fault;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.function.Consumer;

/** Another fault on the ragged course: polls over several partitions, remainders, an input that goes on. */
public final class Ragged extends AimedFault {
    private final Fault fault;

    public Ragged(Fault fault) {
        super(described(fault));
        this.fault = fault;
    }

    private static FaultDescription described(Fault fault) {
        String sentence = fault.description();
        return FaultDescription.of(
                        fault.name() + "-ragged",
                        "On the ragged course: " + Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1))
                .when(fault.when() + ", ragged input")
                .takesThrough(fault.circumstances().toArray(Circumstance[]::new))
                .schedule(fault.firings(), fault::schedule)
                .concerns(fault::concerns)
                .clientSettings(fault.clientSettings())
                .breaksBrokers(fault.brokerOperations().toArray(BrokerOperation[]::new));
    }

    @Override
    public boolean isRagged() {
        return true;
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        fault.inject(testbed, schedule, fired);
    }
}
