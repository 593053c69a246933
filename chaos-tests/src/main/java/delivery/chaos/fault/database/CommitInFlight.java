package delivery.chaos.fault.database;

import delivery.chaos.fault.Await;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.Impact;
import delivery.chaos.network.postgres.HeldVolley;
import delivery.chaos.network.postgres.PostgresTap;
import delivery.chaos.network.postgres.Reply;
import delivery.chaos.network.postgres.Volley;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.DatabaseUnderTest;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A COMMIT that the tap holds: of which database transaction it is, and which events have their effect in that. */
final class CommitInFlight {
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration REPLY_DEADLINE = Duration.ofSeconds(20);

    private final Testbed testbed;
    private final HeldVolley held;
    private final List<String> eventIds;
    private final long transactionId;

    private CommitInFlight(Testbed testbed, HeldVolley held) throws IOException {
        this.testbed = testbed;
        this.held = held;
        this.eventIds = eventIds(testbed, held.volley().transaction());
        this.transactionId = database().transactionOf(held.volley().backendPid());
    }

    /** Those of some texts that are ids of events, in the order of the input. */
    static List<String> eventIds(Testbed testbed, Set<String> texts) {
        return texts.stream()
                .filter(text -> testbed.events().number(text) >= 0)
                .sorted(Comparator.comparingInt(testbed.events()::number))
                .toList();
    }

    /** Sets a trap, starts the pipeline, and waits for the COMMIT that the aim is at. */
    static CommitInFlight start(Testbed testbed, Aim aim) throws IOException, Fault.NotFiredException {
        HeldVolley trap = trap(testbed, aim);
        testbed.pipeline().start();
        return caught(testbed, trap);
    }

    /**
     * Sets a trap for the COMMIT of a transaction with the effect of an aim's event, or of a later one of its
     * partition; of any partition, when the last of this one was sent before.
     */
    static HeldVolley trap(Testbed testbed, Aim aim) throws Fault.NotFiredException {
        return tap(testbed)
                .hold(volley -> volley.isCommit() && isDue(testbed, aim).test(volley.transaction()));
    }

    private static Predicate<Set<String>> isDue(Testbed testbed, Aim aim) {
        String last = testbed.events().last(aim.partition());
        return texts -> {
            List<String> ids = eventIds(testbed, texts);
            return ids.stream().anyMatch(id -> testbed.events().isFrom(id, aim.partition(), aim.offset()))
                    || !ids.isEmpty() && testbed.traffic().sent().contains(last);
        };
    }

    static PostgresTap tap(Testbed testbed) throws Fault.NotFiredException {
        if (testbed.database().isEmpty()) {
            throw new Fault.NotFiredException("the pipeline has no database");
        }
        return testbed.databaseLink().tap();
    }

    /** Waits for the trap to catch it. */
    static CommitInFlight caught(Testbed testbed, HeldVolley trap) throws IOException, Fault.NotFiredException {
        volley(testbed, trap, Aim.Step.DATABASE_COMMIT.label());
        return new CommitInFlight(testbed, trap);
    }

    /** Waits for a trap to catch any volley. */
    static Volley volley(Testbed testbed, HeldVolley trap, String what) throws Fault.NotFiredException {
        AtomicReference<Volley> caught = new AtomicReference<>();
        Await.until(testbed, "a " + what + " to strike at", () -> {
            try {
                caught.set(trap.await(LOOK));
                return true;
            } catch (TimeoutException notYet) {
                return false;
            }
        });
        return caught.get();
    }

    HeldVolley held() {
        return held;
    }

    Set<String> eventIds() {
        return Set.copyOf(eventIds);
    }

    /** A strike at this COMMIT that happens now. */
    Impact impact() {
        return Impact.now(testbed).on(eventIds);
    }

    private DatabaseUnderTest database() {
        return testbed.database().orElseThrow();
    }

    /**
     * Lets it reach the database, and keeps the reply.
     *
     * @throws Fault.NotFiredException if it was not committed
     */
    void carryOut() throws InterruptedException, Fault.NotFiredException {
        held.forwardWithholdingReply();
        try {
            Reply reply = held.awaitReply(REPLY_DEADLINE);
            if (!reply.isCommitted()) {
                throw new Fault.NotFiredException(held.volley() + " was answered " + reply);
            }
        } catch (TimeoutException none) {
            throw new Fault.NotFiredException("the database did not answer " + held.volley(), none);
        }
    }

    /**
     * The facts about it for a proof, once it is decided.
     *
     * @throws Fault.NotFiredException if the transaction did not end as it should have, or wrote nothing
     */
    CommitFacts decided(TransactionEnd expected) throws Fault.NotFiredException {
        if (transactionId == 0 || eventIds.isEmpty()) {
            throw new Fault.NotFiredException(held.volley() + " is of a transaction that has written nothing");
        }
        AtomicReference<String> status = new AtomicReference<>("");
        Await.until(testbed, "transaction " + transactionId + " to be " + expected.status, () -> {
            status.set(database().statusOf(transactionId));
            return expected.status.equals(status.get());
        });
        return new CommitFacts(
                held.volley().toString(),
                transactionId,
                status.get(),
                eventIds.size(),
                eventIds.get(0),
                eventIds.get(eventIds.size() - 1));
    }

    long transactionId() {
        return transactionId;
    }

    /** What the database says now of the transaction. */
    String status() throws IOException {
        return database().statusOf(transactionId);
    }

    /** What pg_xact_status says of a transaction that has ended. */
    enum TransactionEnd {
        COMMITTED("committed"),
        ABORTED("aborted");

        private final String status;

        TransactionEnd(String status) {
            this.status = status;
        }
    }

    /**
     * Facts of a proof.
     *
     * @param status of the transaction, as the database told past every link (pg_xact_status)
     */
    record CommitFacts(
            String request,
            long transactionId,
            String status,
            int effectsInTransaction,
            String firstEvent,
            String lastEvent) {
        @Override
        public String toString() {
            return "%s, transaction %d with %d effects (%s … %s), is %s in the database"
                    .formatted(request, transactionId, effectsInTransaction, firstEvent, lastEvent, status);
        }
    }
}
