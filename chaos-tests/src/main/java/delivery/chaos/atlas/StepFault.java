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
            throw new NotFiredException(step.title() + " did not come to be struck: " + never.getMessage(), never);
        } finally {
            testbed.feed().goOn();
        }
        if (step.phase() == Phase.SHUT_DOWN || strike.killsPipeline()) {
            testbed.pipeline().start();
        }
    }
}
