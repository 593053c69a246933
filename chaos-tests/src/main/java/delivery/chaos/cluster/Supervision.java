package delivery.chaos.cluster;

import delivery.chaos.cluster.BrokerDownException.PortTakenException;
import delivery.chaos.process.Interference;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Starts a broker again that somebody outside of the run has ended, and tells of it: what runs on the cluster at that
 * time is spoilt, what comes after it is not.
 */
final class Supervision {
    private final List<InterferenceListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean on;
    private volatile boolean startedAgain;

    /** Has a broker under supervision from when it begins. */
    void of(Broker broker) {
        broker.onInterference(interference -> interfered(broker, interference));
    }

    void begin() {
        on = true;
    }

    void end() {
        on = false;
    }

    void tell(InterferenceListener listener) {
        listeners.add(listener);
    }

    void tellNoMore(InterferenceListener listener) {
        listeners.remove(listener);
    }

    /** Whether a broker was started again that may not be in sync yet. */
    boolean hasStartedAgain() {
        return startedAgain;
    }

    /** The cluster is as it was. */
    void isWhole() {
        startedAgain = false;
    }

    /** Whoever is told and then asks whether all run has to wait until this one does again. */
    private synchronized void interfered(Broker broker, Interference interference) {
        if (!on) {
            return;
        }
        listeners.forEach(listener -> listener.interfered(broker.id(), interference));
        if (interference.kind() == Interference.InterferenceKind.ENDED) {
            startedAgain = true;
            start(broker, interference);
        }
    }

    private static void start(Broker broker, Interference interference) {
        System.err.println(broker.name() + " is started again: " + interference.what());
        try {
            broker.start();
        } catch (IOException failed) {
            // What runs next on the cluster finds it down, and says so.
            System.err.println(broker.name() + " cannot be started again: " + failed.getMessage());
        }
    }

    /** Throws if a broker has ended, or is paused. */
    synchronized void requireRunning(Broker broker) {
        BrokerProcessState process = broker.process();
        process.paused().ifPresent(how -> {
            throw new BrokerDownException(broker.name() + " (" + process + ") is still paused: " + how);
        });
        if (process.exitCode().isPresent()) {
            String message = broker.name() + " does not run (exit code "
                    + process.exitCode().getAsInt() + "); ";
            // One that has started has shown itself: a line will do, in the reason of every scenario that follows.
            String lastLines = on ? broker.lastWords() : broker.lastLines();
            throw lastLines.contains("Address already in use")
                    ? new PortTakenException(message + lastLines)
                    : new BrokerDownException(message + lastLines);
        }
    }
}
