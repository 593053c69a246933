package delivery.chaos.atlas;

import delivery.chaos.fault.Aim;
import delivery.chaos.fault.Fault;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One strike at one step: the pipeline's third cycle, or the first request where a step is taken once. */
record StepFault(Step step, Strike strike) implements Fault {
    private static final String EXPIRY_MS = "3000";

    @Override
    public String name() {
        return step.name() + "/" + strike.id();
    }

    @Override
    public String description() {
        return step.title() + " (" + step.phase().label() + "): " + strike.sentence() + ".";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return strike.circumstances();
    }

    @Override
    public int firings() {
        return 1;
    }

    /** Whoever is paused is taken for dead after three seconds; so is its transaction. */
    @Override
    public Map<String, String> clientSettings() {
        return strike == Strike.PAUSED
                ? Map.of(
                        "session.timeout.ms",
                        EXPIRY_MS,
                        "transaction.timeout.ms",
                        EXPIRY_MS,
                        // When it goes on, its request was not answered for as long as it was paused.
                        "request.timeout.ms",
                        "60000",
                        "delivery.timeout.ms",
                        "90000",
                        "default.api.timeout.ms",
                        "90000")
                : Map.of();
    }

    @Override
    public boolean breaksBrokers() {
        return strike.breaksBrokers();
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return List.of();
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        StepTrace trace = new StepTrace(testbed, Size.BATCH_EVENTS);
        testbed.link().tap().tell(trace);
        Moment moment = new Moment(step, testbed, trace);
        try {
            fired.accept(new Blow(moment, strike).strike());
        } catch (TimeoutException never) {
            // What is left to do is left to be done, so that the history shows more than a moment that never came.
            testbed.feed().goOn();
            throw new NotFiredException(step.title() + " did not come to be struck: " + never.getMessage(), never);
        }
    }
}
