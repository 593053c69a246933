package delivery.chaos.fault.broker;

import delivery.chaos.cluster.BrokerProcessState;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.Fault;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;

/** A broker that is killed (SIGKILL), until another has taken over what it was and it is back. */
public final class KilledBroker {
    private final Testbed testbed;
    private final int id;
    private final BrokerProcessState killed;
    private BrokerProcessState restarted;
    private boolean losesData;
    private Optional<Long> bytesLost = Optional.empty();

    private KilledBroker(Testbed testbed, int id) throws InterruptedException {
        this.testbed = testbed;
        this.id = id;
        this.killed = testbed.brokers().kill(id);
    }

    /** Kills a broker. One of the methods below has to follow, which starts it again. */
    public static KilledBroker kill(Testbed testbed, int id) throws InterruptedException {
        return new KilledBroker(testbed, id);
    }

    /**
     * Has it come back with nothing, as after a new disk.
     *
     * @throws Fault.NotFiredException if what it has written is out of reach
     */
    public KilledBroker losingData() throws IOException, Fault.NotFiredException {
        losesData = true;
        if (!testbed.cluster().canLoseData(id)) {
            restart();
            throw new Fault.NotFiredException("the data of broker " + id + " is out of reach in its container");
        }
        return this;
    }

    /**
     * Waits for another broker to lead a partition, and starts this one again, whether one does or not.
     *
     * @return id of the other
     * @throws Fault.NotFiredException if none does
     */
    public int awaitLeader(TopicPartition partition) throws IOException, Fault.NotFiredException {
        return succeeded(() -> awaitLeader(testbed, partition, id));
    }

    /** Waits for another broker to coordinate what this one did; else as {@link #awaitLeader(TopicPartition)}. */
    public int awaitCoordinator(Callable<Integer> who) throws IOException, Fault.NotFiredException {
        return succeeded(() -> await(testbed, "another broker to be the coordinator", who, id));
    }

    /** Waits for another broker to be the active controller; else as {@link #awaitLeader(TopicPartition)}. */
    public int awaitController() throws IOException, Fault.NotFiredException {
        return succeeded(
                () -> await(testbed, "another broker to be the active controller", testbed.cluster()::controller, id));
    }

    /**
     * Waits for another broker to lead a partition than one that is down, or stands still.
     *
     * @return its id
     * @throws Fault.NotFiredException if none does
     */
    static int awaitLeader(Testbed testbed, TopicPartition led, int former) throws Fault.NotFiredException {
        return await(
                testbed,
                "another broker to lead " + led,
                () -> testbed.cluster().leader(led.topic(), led.partition()),
                former);
    }

    private static int await(Testbed testbed, String what, Callable<Integer> who, int former)
            throws Fault.NotFiredException {
        int[] elected = {former};
        Await.until(testbed, what, () -> {
            elected[0] = who.call();
            return elected[0] >= 0 && elected[0] != former;
        });
        return elected[0];
    }

    /** Waits for an election. */
    @FunctionalInterface
    private interface Election {
        int await() throws Fault.NotFiredException;
    }

    private int succeeded(Election election) throws IOException, Fault.NotFiredException {
        try {
            return election.await();
        } finally {
            restart();
        }
    }

    private void restart() throws IOException {
        if (losesData && testbed.cluster().canLoseData(id)) {
            bytesLost = Optional.of(testbed.cluster().loseData(id));
        }
        restarted = testbed.brokers().restart(id);
        testbed.cluster().awaitAllInSync();
    }

    /** How many bytes it came back without; empty if it has lost none. */
    public Optional<Long> bytesLost() {
        return bytesLost;
    }

    /** The facts about it for a proof, once it is back. */
    public KillFacts facts() {
        return new KillFacts(id, killed, restarted.pid());
    }

    /**
     * Facts of a proof.
     *
     * @param broker its id
     * @param killed its process, which has ended
     * @param restartedPid of the process in its place; empty if that is somebody's
     */
    public record KillFacts(int broker, BrokerProcessState killed, Optional<Long> restartedPid) {
        /** In words: {@code broker 1 (pid 4711) ended by SIGKILL (exit code 137)}. */
        @Override
        public String toString() {
            return "broker " + broker + " " + killed.killed();
        }
    }
}
