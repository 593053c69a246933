package delivery.chaos.fault;

import delivery.chaos.cluster.BrokerProcess;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Another broker takes over what a killed one was, which is then started again and back in sync.
 *
 * @param successor id of the other
 * @param restarted the process that the killed one has now
 */
record Takeover(int successor, BrokerProcess restarted) {
    private static final Duration ELECTION_DEADLINE = Duration.ofSeconds(45);

    /**
     * Waits for another broker to lead a partition, and starts the killed one again, whether one does or not.
     *
     * @throws Fault.NotFiredException if none does
     */
    static Takeover ofLeader(Testbed testbed, String topic, int partition, int killed)
            throws IOException, Fault.NotFiredException {
        return mended(testbed, killed, () -> awaitLeader(testbed, topic, partition, killed));
    }

    /** Waits for another broker to be the active controller; as {@link #ofLeader}. */
    static Takeover ofController(Testbed testbed, int killed) throws IOException, Fault.NotFiredException {
        return mended(
                testbed,
                killed,
                () -> await("another broker to be the active controller", testbed.cluster()::controller, killed));
    }

    /** Elects the successor of a broker that is down. */
    @FunctionalInterface
    private interface Election {
        int successor() throws Fault.NotFiredException;
    }

    private static Takeover mended(Testbed testbed, int killed, Election election)
            throws IOException, Fault.NotFiredException {
        boolean elected = false;
        try {
            int successor = election.successor();
            elected = true;
            return new Takeover(successor, restarted(testbed, killed));
        } finally {
            if (!elected) {
                restarted(testbed, killed);
            }
        }
    }

    private static BrokerProcess restarted(Testbed testbed, int killed) throws IOException {
        BrokerProcess restarted = testbed.brokers().restart(killed);
        testbed.cluster().awaitAllInSync();
        return restarted;
    }

    /**
     * Waits for another broker to lead a partition than one that is down, or stands still.
     *
     * @return its id
     * @throws Fault.NotFiredException if none does
     */
    static int awaitLeader(Testbed testbed, String topic, int partition, int former) throws Fault.NotFiredException {
        return await(
                "another broker to lead " + topic + "-" + partition,
                () -> testbed.cluster().leader(topic, partition),
                former);
    }

    private static int await(String what, Callable<Integer> who, int former) throws Fault.NotFiredException {
        try {
            return Awaitility.await(what)
                    .atMost(ELECTION_DEADLINE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(who, id -> id >= 0 && id != former);
        } catch (ConditionTimeoutException none) {
            throw new Fault.NotFiredException(none.getMessage(), none);
        }
    }
}
