package delivery.chaos.atlas;

import delivery.chaos.fault.Fault;
import delivery.chaos.testbed.Aim;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Something that happens to a pipeline once, at one step of the protocol. */
interface AtlasFault extends Fault {
    /** How long a connection and all on it may be held up before anybody else notices. */
    Map<String, String> PATIENT = Map.of(
            "request.timeout.ms", "60000",
            "delivery.timeout.ms", "90000",
            "default.api.timeout.ms", "90000",
            "max.block.ms", "90000");

    /** At which it happens. */
    CycleStep step();

    /** The order in which the requests of a transaction are sent. */
    default TransactionOrder order() {
        return TransactionOrder.AS_FLUSHED;
    }

    /** How the scenario is laid out, in a clause. */
    default String layout() {
        return isRagged() ? Size.RAGGED_LAYOUT : Size.LAYOUT;
    }

    /** Under what it stands among a module's scenarios: {@code end-txn}. */
    String place();

    /** What happens, as in ids: {@code ack-lost}. */
    String id();

    /** Two or three words for people. */
    String label();

    /** What happens, as after the name of the request. */
    String sentence();

    /** Whether the scenario mostly waits for something to expire. */
    boolean waits();

    @Override
    default String name() {
        return place() + "/" + id();
    }

    @Override
    default String description() {
        return step().title() + " (" + step().phase().label() + order().words() + "): " + sentence() + ".";
    }

    @Override
    default int firings() {
        return 1;
    }

    /** Its moment is a step of a batch, whatever the seed. */
    @Override
    default List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return List.of();
    }
}
