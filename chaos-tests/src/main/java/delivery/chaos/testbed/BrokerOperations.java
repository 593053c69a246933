package delivery.chaos.testbed;

import delivery.chaos.cluster.BrokerProcessState;
import delivery.chaos.cluster.KafkaCluster;
import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** What a scenario does to brokers, each step told to whoever keeps the history. */
public final class BrokerOperations implements Closeable {
    /** Is told each change of a broker's process. */
    public interface Listener {
        void killed(int brokerId, BrokerProcessState process);

        void stopped(int brokerId, BrokerProcessState process);

        void restarted(int brokerId, BrokerProcessState process);

        void paused(int brokerId, BrokerProcessState process);

        void resumed(int brokerId, BrokerProcessState process);
    }

    private final KafkaCluster cluster;
    private final Listener listener;
    private final Set<Integer> paused = new TreeSet<>();
    private final Set<Integer> down = new TreeSet<>();

    public BrokerOperations(KafkaCluster cluster, Listener listener) {
        this.cluster = cluster;
        this.listener = listener;
    }

    /** Ends a broker by SIGKILL and returns what its process has become, which proves it. */
    public synchronized BrokerProcessState kill(int id) throws InterruptedException {
        BrokerProcessState killed = cluster.kill(id);
        paused.remove(id);
        down.add(id);
        listener.killed(id, killed);
        return killed;
    }

    /** Ends a broker by SIGTERM and returns what its process has become. */
    public synchronized BrokerProcessState stop(int id) throws InterruptedException {
        BrokerProcessState stopped = cluster.stop(id);
        down.add(id);
        listener.stopped(id, stopped);
        return stopped;
    }

    /** Starts a killed broker again on its data and addresses, and waits for nothing. */
    public synchronized BrokerProcessState restart(int id) throws IOException {
        BrokerProcessState restarted = cluster.restart(id);
        down.remove(id);
        listener.restarted(id, restarted);
        return restarted;
    }

    /** Stops all of a broker as it stands and returns what its process has become, which proves it. */
    public synchronized BrokerProcessState pause(int id) throws InterruptedException {
        paused.add(id);
        BrokerProcessState process = cluster.pause(id);
        listener.paused(id, process);
        return process;
    }

    /** Lets a paused broker go on. */
    public synchronized BrokerProcessState resume(int id) throws InterruptedException {
        BrokerProcessState process = cluster.resume(id);
        paused.remove(id);
        listener.resumed(id, process);
        return process;
    }

    /** Lets every broker go on that a fault has left paused, and starts those that it has left down. */
    @Override
    public synchronized void close() throws IOException {
        try {
            for (int id : Set.copyOf(paused)) {
                resume(id);
            }
            for (int id : Set.copyOf(down)) {
                restart(id);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while brokers were to go on", interrupted);
        }
    }
}
