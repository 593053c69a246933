package delivery.chaos.fault.broker;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.common.message.EndTxnRequestData;

/**
 * SIGKILL to the coordinator when it has ended a cycle and before it can say so. Of an EndTxn: prepare-commit stands
 * in the transaction log, and another coordinator has to complete what it promised. Without transactions, of a commit
 * of offsets.
 */
public final class CoordinatorKilled extends AimedFault {
    public CoordinatorKilled() {
        super(FaultDescription.of(
                        "coordinator-killed",
                        "The transaction coordinator is killed (SIGKILL) when it has prepared a commit and before its "
                                + "answer arrives; without transactions, the group coordinator after a commit of "
                                + "offsets. It is started again.")
                .when("the coordinator is killed")
                // Not ACK_LOST: the answer that it takes with it is of no effect, so that nobody is to send one again.
                .takesThrough(Circumstance.BROKER_KILLED)
                .breaksBrokers(BrokerOperation.KILL, BrokerOperation.START)
                .strikesAt(Aim.Step.END_OF_CYCLE));
    }

    private record Killed(
            TappedRequest request, Map<String, Object> answer, KilledBroker.KillFacts killed, int newCoordinator)
            implements Proof {
        @Override
        public String sentence() {
            return "%s, the coordinator, when it had carried out %s; its answer never arrived; broker %d took over"
                    .formatted(killed, request, newCoordinator);
        }
    }

    /** Asks who is the coordinator: which log stands for it, and who leads that, not everybody may see. */
    private static Callable<Integer> coordinator(Testbed testbed, TappedRequest endOfCycle) {
        return endOfCycle.body() instanceof EndTxnRequestData endTxn
                ? () -> testbed.cluster().coordinatorOfTransactions(endTxn.transactionalId())
                : () -> testbed.cluster().coordinatorOfGroup(testbed.groupId());
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, testbed.holdCarriedOut(schedule.get(0)), Aim.Step.END_OF_CYCLE);
        Impact impact = Impact.now(testbed)
                .onAllBetweenEffectAndCommit()
                .on(testbed.eventsOf(held.request()))
                .on(testbed.lastEventsToCommit(held.request()))
                .unanswered()
                .takenUpAgain()
                .strikesNow();
        KilledBroker broker = KilledBroker.kill(testbed, held.request().brokerId());
        held.cut();
        int newCoordinator = broker.awaitCoordinator(coordinator(testbed, held.request()));
        fired.accept(impact.proven(new Killed(held.request(), held.answer(), broker.facts(), newCoordinator)));
    }
}
