package delivery.chaos.atlas;

import delivery.chaos.atlas.StepTrace.Doing;
import delivery.chaos.fault.Fault;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Nothing is broken, and every step is noted. */
final class RecordingControl implements Fault {
    /** What a pipeline does by the clock, however long that takes: once might be one that was under way already. */
    private static final int HEARTBEATS_WAITING = 2;

    private final TransactionOrder order;
    private StepTrace trace;

    /** @param order of the requests of a transaction, if there are any */
    RecordingControl(TransactionOrder order) {
        this.order = order;
    }

    @Override
    public String name() {
        return order.prefix() + "none";
    }

    @Override
    public String description() {
        return "The control: nothing is broken, and every step is noted.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.UNDISTURBED);
    }

    @Override
    public Map<String, String> clientSettings() {
        return order.clientSettings();
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
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        trace = new StepTrace(testbed, Size.BATCH_EVENTS);
        PipelineProgress progress = new PipelineProgress(testbed, trace);
        long beforeLast = Size.EVENTS - Size.BATCH_EVENTS;
        testbed.link().tap().tell(trace);
        testbed.feed().pauseBefore(beforeLast);
        testbed.pipeline().start();
        progress.awaitQuietAfter(beforeLast);
        trace.now(Doing.WAITING);
        progress.await("Heartbeats of the pipeline that waits", () -> trace.heartbeatsWaiting() >= HEARTBEATS_WAITING);
        trace.now(Doing.WORKING);
        testbed.feed().goOn();
        progress.awaitQuietAfter(Size.EVENTS);
        trace.now(Doing.STOPPING);
    }

    /** The steps, once the scenario is over. */
    Cycle cycle() {
        return Cycle.of(
                trace.all(), trace.transactionalId(), Size.BATCHES, Size.COORDINATOR_BROKER, Size.LEADER_BROKER);
    }
}
