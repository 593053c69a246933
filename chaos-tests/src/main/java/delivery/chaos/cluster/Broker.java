package delivery.chaos.cluster;

import delivery.chaos.process.Interference;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One combined broker and controller that can be killed, and started again on the same data and addresses. */
interface Broker extends Closeable {
    int id();

    default String name() {
        return "broker-" + id();
    }

    /** Where Toxiproxy reaches the listener for pipelines. */
    Endpoint client();

    /** Where the harness reaches the listener of its own. */
    Endpoint direct();

    /**
     * Names who is told, before the first start, what somebody outside of the run does to it. Of a container, none is.
     */
    default void onInterference(Consumer<Interference> listener) {}

    /** The processor time that it has used since its last start; zero where that is not known. */
    default Duration cpuTime() {
        return Duration.ZERO;
    }

    /** Starts it, for the first time or again, and waits for nothing. */
    void start() throws IOException;

    /** The process as it is now, or was when it ended; throws before the first start. */
    BrokerProcessState process();

    /**
     * Ends it by SIGKILL and waits until it is gone.
     *
     * @throws IllegalStateException if it was not running, or did not end by signal 9: then the kill was no kill
     */
    void kill() throws InterruptedException;

    /** Whether {@link #loseData} is possible. */
    default boolean canLoseData() {
        return false;
    }

    /**
     * Takes all that it has written from a broker that is down, as a new disk does: it starts again as the broker that
     * it was, with nothing.
     *
     * @return how many bytes of records these were
     */
    default long loseData() throws IOException {
        throw new UnsupportedOperationException("what " + name() + " has written is out of reach");
    }

    /**
     * Ends it by SIGTERM and waits until it is gone: it hands on what it leads before it goes.
     *
     * @throws IllegalStateException if it still runs, and does nothing
     */
    void stop() throws InterruptedException;

    /**
     * Stops all of it as it stands, by SIGSTOP or by its container engine, and waits until it stands still.
     *
     * @throws IllegalStateException if it was not running
     */
    void pause() throws InterruptedException;

    /** Lets it go on. Throws if it was not paused. */
    void resume() throws InterruptedException;

    /** Whether it has reported, since its first start, that it serves on all its listeners. */
    boolean hasStarted();

    /** The last lines of what it printed, and where the rest is. */
    String lastLines();

    /** The last line that it printed, and where the rest is. */
    String lastWords();

    /** Ends it without asking anything about it: its data is thrown away with the run. */
    @Override
    void close();

    /** Makes the brokers of a cluster ready to start. */
    @FunctionalInterface
    interface Maker {
        /**
         * @param directory for settings, data and logs
         * @param reservation of the ports that they will listen on; closed before they start
         */
        List<Broker> make(Path directory, PortReservation reservation) throws IOException;
    }
}
