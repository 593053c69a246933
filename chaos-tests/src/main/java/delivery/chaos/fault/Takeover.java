package delivery.chaos.fault;

import delivery.chaos.testbed.Testbed;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Another broker takes over what a broker was that is down, or stands still. */
final class Takeover {
    private static final Duration ELECTION_DEADLINE = Duration.ofSeconds(45);

    private Takeover() {}

    /**
     * Waits for another broker to lead a partition.
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

    /** Waits for another broker to be the active controller; as {@link #awaitLeader}. */
    static int awaitController(Testbed testbed, int former) throws Fault.NotFiredException {
        return await("another broker to be the active controller", testbed.cluster()::controller, former);
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
