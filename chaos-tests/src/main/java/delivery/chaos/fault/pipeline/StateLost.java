package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * SIGKILL to the pipeline at the end of a cycle, and all that it kept on disk is gone when it is started again: another
 * machine, an ephemeral volume. What it knows it has to have from its topics; Streams has lost its process id too, and
 * with it its {@code transactional.id}, so that its former transaction stands until it times out.
 */
public final class StateLost extends AimedFault {
    public StateLost() {
        super(FaultDescription.of(
                        "state-lost",
                        "The pipeline is killed (SIGKILL) at the end of a cycle, and started again without what it "
                                + "kept on disk.")
                .when("the process is killed and its disk is lost")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                // Who commits first has nothing begun at the end of its cycle.
                .concerns(guarantee -> guarantee.forbids(Anomaly.LOST, Circumstance.PIPELINE_RESTARTED))
                .strikesAt(Aim.Step.END_OF_CYCLE));
    }

    private record Deleted(int filesDeleted, int eventsInFlight) implements Proof {
        @Override
        public String sentence() {
            return filesDeleted + " files of its state were deleted, with " + eventsInFlight + " events in flight";
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, schedule.get(0));
        Set<String> about = testbed.eventsOf(held.request());
        int files = testbed.pipeline().stateFiles();
        Firing firing = KillAtRequest.strike(testbed, held, about, new Deleted(files, about.size()));
        testbed.pipeline().loseState();
        testbed.pipeline().start();
        fired.accept(firing);
    }
}
