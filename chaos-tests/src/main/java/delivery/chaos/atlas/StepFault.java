package delivery.chaos.atlas;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One strike at one step: the pipeline's third cycle, or the first request where a step is taken once.
 *
 * @param order of the requests of a transaction
 */
record StepFault(CycleStep step, Strike strike, TransactionOrder order) implements AtlasFault {
    private static final String EXPIRY_MS = "3000";

    @Override
    public String place() {
        return order.prefix() + step.name();
    }

    @Override
    public String id() {
        return strike.id();
    }

    @Override
    public String label() {
        return strike.label();
    }

    @Override
    public String sentence() {
        return strike.sentence();
    }

    @Override
    public boolean waits() {
        return strike == Strike.PAUSED;
    }

    @Override
    public Set<Circumstance> circumstances() {
        return strike.circumstances();
    }

    /** A paused process is taken for dead after three seconds, and its transaction with it. */
    @Override
    public Map<String, String> clientSettings() {
        if (strike != Strike.PAUSED) {
            return order.clientSettings();
        }
        // When it goes on, its request was not answered for as long as it was paused.
        Map<String, String> settings = new HashMap<>(order.clientSettings());
        settings.putAll(PATIENT);
        settings.put("session.timeout.ms", EXPIRY_MS);
        settings.put("transaction.timeout.ms", EXPIRY_MS);
        return settings;
    }

    @Override
    public Set<BrokerOperation> brokerOperations() {
        return strike.breaksBrokers() ? Set.of(BrokerOperation.KILL, BrokerOperation.START) : Set.of();
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        StepTrap stepTrap = StepTrap.of(step, testbed);
        try {
            fired.accept(new StepStrike(stepTrap, strike).strike());
        } catch (TimeoutException never) {
            throw stepTrap.never(never);
        }
    }
}
