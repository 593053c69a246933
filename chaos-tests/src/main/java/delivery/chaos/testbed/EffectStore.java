package delivery.chaos.testbed;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Where a pipeline's effects stand, as a fault sees it while it strikes: which events have one. */
public interface EffectStore {
    /** Reads on, to where the store is now. */
    void readOn() throws IOException, InterruptedException, ExecutionException;

    /** Ids of the events with an effect that no transaction has taken back, as read last. */
    Set<String> inLog();

    /** Ids of the events with an effect that can be read, of a transaction that is neither committed nor aborted. */
    Set<String> undecided();
}
