package delivery.chaos.pipeline;

import delivery.chaos.form.EffectForm;
import delivery.chaos.form.EventForm;
import delivery.chaos.form.Yield;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A program that turns events into effects, as the harness has to know it to run it. Unless it says otherwise, it
 * keeps to the contract.
 */
public interface Program {
    /** How an instance of it is started. */
    Invocation invocation(Given given);

    /**
     * Throws if it cannot be started, so that this is said before anything is.
     *
     * @throws IllegalArgumentException that says what is missing
     */
    default void requireStartable() {}

    /** How its events are written. */
    default EventForm events() {
        return EventForm.CONTRACT;
    }

    /** Where its effects say what they are of. */
    default EffectForm effects() {
        return EffectForm.CONTRACT;
    }

    /** What the output is to hold of each event. */
    default Yield yields() {
        return Yield.CONTRACT;
    }

    /** Whether it reads a file, and no topic: it ends by itself, with exit code 0, when all of it is written. */
    default boolean isSource() {
        return false;
    }

    /** What a line of its output has in it once it is ready; empty if it says no such thing. */
    default Optional<String> readyLine() {
        return Optional.empty();
    }

    /** The form in which it reads the settings of its clients. */
    default ClientConfigFormat clientConfig() {
        return ClientConfigFormat.JAVA;
    }

    /** How it is asked to stop, and for how long it may take. */
    default Stop stop() {
        return Stop.CONTRACT;
    }

    /** Times of its clients, where no settings reach it and it says so itself. */
    default OwnTimeouts ownTimeouts() {
        return OwnTimeouts.NONE;
    }

    /** What it keeps in a database; empty if it has none. */
    default Optional<DatabaseUse> database() {
        return Optional.empty();
    }

    /** Whether what it keeps in its state directory is removed before it is started again. */
    default boolean losesState() {
        return false;
    }

    /** What it is, for whoever reads of it; empty for a program of this suite, whose name says it. */
    default Optional<Description> description() {
        return Optional.empty();
    }

    /**
     * What a program keeps in a database.
     *
     * @param effects whether the table {@code effects} has them; else the output topic has
     * @param offsets whether the table {@code offsets} has those that it goes on from; else its group has
     */
    record DatabaseUse(boolean effects, boolean offsets) {}

    /**
     * How a program of somebody else's is told from others.
     *
     * @param command as described, with variables and not their values
     * @param file the description; empty if there is none
     * @param sha256 of the file, in hexadecimal
     */
    record Description(List<String> command, String file, String sha256) {}

    /**
     * A request to stop.
     *
     * @param signal that asks for it
     * @param patience for how long it may go on without progress
     */
    record Stop(Signal signal, Duration patience) {
        /** SIGTERM, and as long as a session takes to be given up. */
        static final Stop CONTRACT = new Stop(Signal.TERM, Duration.ofSeconds(45));
    }

    /** Signals that ask a process to stop, and that it can handle. */
    enum Signal {
        TERM,
        INT
    }
}
