package delivery.chaos.cluster;

import delivery.chaos.process.Guardian;
import delivery.chaos.process.Patience;
import delivery.chaos.process.ShellCommand;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Strikes brokers of somebody's by commands of theirs, and repairs them. That a command has ended with 0 proves
 * nothing: a broker that is killed must be gone, and one that is paused must not answer. Whatever becomes of this run,
 * the broker is repaired: a guardian is set before each strike.
 */
final class StruckBrokers implements Closeable {
    /** From when a command has ended until it shows. */
    private static final Duration SHOWS_MAX = Duration.ofSeconds(60);

    private final BrokerCommands commands;
    private final Map<Integer, Endpoint> brokers;
    private final Map<String, Object> clientSettings;
    private final Duration showsMax;
    private final Map<Integer, Struck> struck = new TreeMap<>();

    /** What repairs a broker, and who does it if this run cannot. */
    private record Struck(BrokerOperation repair, Guardian guardian) {}

    /** Looks whether what a command has done shows. */
    @FunctionalInterface
    private interface Look {
        /**
         * @param afterMs since the command has ended
         * @return how it shows; empty if it does not
         */
        Optional<String> look(long afterMs) throws InterruptedException;
    }

    /** @param clientSettings by which the cluster is reached; there may be secrets in them */
    StruckBrokers(BrokerCommands commands, Map<Integer, Endpoint> brokers, Map<String, Object> clientSettings) {
        this(commands, brokers, clientSettings, SHOWS_MAX);
    }

    StruckBrokers(
            BrokerCommands commands,
            Map<Integer, Endpoint> brokers,
            Map<String, Object> clientSettings,
            Duration showsMax) {
        this.commands = commands;
        this.brokers = brokers;
        this.clientSettings = clientSettings;
        this.showsMax = showsMax;
    }

    /**
     * Kills a broker, and waits until nothing listens where it was.
     *
     * @return how that shows
     * @throws IllegalStateException if nothing listened before, the command fails, or the broker is still there; then
     *     it is repaired
     */
    synchronized String kill(int id) throws InterruptedException {
        BrokerProbe probe = probe(id);
        probe.nothingListens().ifPresent(before -> {
            throw new IllegalStateException("broker " + id + " was to be killed, but before that " + before);
        });
        return strike(
                id,
                BrokerOperation.KILL,
                BrokerOperation.START,
                afterMs -> probe.nothingListens().map(gone -> gone + " " + afterMs + " ms later"),
                "connections to it are taken as ever");
    }

    /**
     * Pauses a broker, and waits until a request gets no answer.
     *
     * @return how that shows
     * @throws IllegalStateException if it did not answer before, the command fails, or it answers still; then it is
     *     repaired
     */
    synchronized String pause(int id) throws InterruptedException {
        BrokerProbe probe = probe(id);
        OptionalLong before = probe.answersAfterMs();
        if (before.isEmpty()) {
            throw new IllegalStateException("broker " + id + " was to be paused, but did not answer before that");
        }
        String silent = "a new client was answered after " + before.getAsLong() + " ms before that, and not within "
                + BrokerProbe.ANSWER_MAX.toMillis() + " ms then";
        return strike(
                id,
                BrokerOperation.PAUSE,
                BrokerOperation.RESUME,
                afterMs -> probe.answersAfterMs().isPresent() ? Optional.empty() : Optional.of(silent),
                "it answers as ever");
    }

    /** Starts a broker that was killed, and does not wait until it is back. */
    synchronized void start(int id) throws InterruptedException {
        repair(id, BrokerOperation.START);
    }

    /** Lets a broker go on that was paused, and waits until it answers. */
    synchronized void resume(int id) throws InterruptedException {
        repair(id, BrokerOperation.RESUME);
        BrokerProbe probe = probe(id);
        Optional<String> answers =
                await(afterMs -> probe.answersAfterMs().isPresent() ? Optional.of("") : Optional.empty());
        if (answers.isEmpty()) {
            throw notShown(id, BrokerOperation.RESUME, "it does not answer");
        }
    }

    private BrokerProbe probe(int id) {
        return new BrokerProbe(brokers.get(id), clientSettings);
    }

    private String strike(int id, BrokerOperation how, BrokerOperation repair, Look shows, String asEver)
            throws InterruptedException {
        Guardian guardian = guardian(id, repair);
        struck.put(id, new Struck(repair, guardian));
        try {
            run(id, how, Optional.of(guardian));
            return await(shows).orElseThrow(() -> notShown(id, how, asEver));
        } catch (IllegalStateException failed) {
            repairAfter(id, repair, failed);
            throw failed;
        }
    }

    private Guardian guardian(int id, BrokerOperation repair) {
        if (struck.containsKey(id)) {
            throw new IllegalStateException("broker " + id + " is struck already");
        }
        try {
            return Guardian.set(
                    commands.filledIn(repair, id, brokers.get(id)),
                    commands.directory(),
                    "the run has ended, and -D" + BrokerCommands.option(repair) + " was run for broker " + id);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A command that has failed may have done a part of it. */
    private void repairAfter(int id, BrokerOperation repair, IllegalStateException failed) throws InterruptedException {
        try {
            repair(id, repair);
        } catch (IllegalStateException again) {
            failed.addSuppressed(again);
        }
    }

    private void repair(int id, BrokerOperation repair) throws InterruptedException {
        run(id, repair, Optional.empty());
        Struck repaired = struck.remove(id);
        if (repaired != null) {
            repaired.guardian().close();
        }
    }

    /** @param guardian that has to know of it while it runs */
    private void run(int id, BrokerOperation operation, Optional<Guardian> guardian) throws InterruptedException {
        ShellCommand.CommandEnd ended;
        try {
            ShellCommand command =
                    ShellCommand.start(commands.filledIn(operation, id, brokers.get(id)), commands.directory());
            guardian.ifPresent(told -> told.breaking(command.pid()));
            ended = command.await();
            guardian.ifPresent(Guardian::broken);
        } catch (IOException impossible) {
            throw failed(id, operation, "has failed: " + impossible.getMessage());
        }
        if (ended.exitCode() != 0) {
            IllegalStateException failed = failed(id, operation, "has failed with exit code " + ended.exitCode());
            // On the console and nowhere else: who knows what a command of somebody's prints, and a report is shown.
            System.err.println(failed.getMessage() + "; it has printed: " + ended.said());
            throw failed;
        }
    }

    private Optional<String> await(Look look) {
        AtomicReference<Optional<String>> seen = new AtomicReference<>();
        long startNanos = System.nanoTime();
        new Patience(showsMax, () -> "").await(() -> {
            seen.set(look.look(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos)));
            return seen.get().isPresent();
        });
        return seen.get();
    }

    private IllegalStateException notShown(int id, BrokerOperation operation, String asEver) {
        return failed(id, operation, "has ended with exit code 0, but " + asEver + " for " + showsMax);
    }

    private static IllegalStateException failed(int id, BrokerOperation operation, String how) {
        return new IllegalStateException(
                "the command -D" + BrokerCommands.option(operation) + " for broker " + id + " " + how);
    }

    /** Repairs every broker that is struck still; says on standard error which cannot be. */
    @Override
    public synchronized void close() {
        for (Map.Entry<Integer, Struck> left : Map.copyOf(struck).entrySet()) {
            try {
                repair(left.getKey(), left.getValue().repair());
            } catch (IllegalStateException failed) {
                System.err.println("broker " + left.getKey() + " is not repaired: " + failed.getMessage());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
