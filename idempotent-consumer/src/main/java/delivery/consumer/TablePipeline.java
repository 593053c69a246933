package delivery.consumer;

import delivery.contract.OffsetCommits;
import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram.Pipeline;
import delivery.contract.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pipelines that count into a database have in common and what decides no guarantee: polling, stopping, and a
 * connection that is made anew when it was lost. In which order rows and offsets are written, and what is done about a
 * COMMIT without an answer, is the pipeline's own.
 */
public abstract class TablePipeline implements Pipeline, ConsumerRebalanceListener {
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final long RETRY_MS = 50;
    private static final long DATABASE_AWAY_NANOS_MAX = Duration.ofSeconds(30).toNanos();

    /**
     * Classes of SQLSTATE after which nobody knows, or everybody does, that the transaction was not committed: the
     * connection was lost; the server rolled it back for others' sake; it shuts down or starts.
     */
    private static final List<String> CONNECTION_LOST = List.of("08", "40", "57P");

    /** Two instances that start together must not both make the tables. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(4711)";

    protected final Logger log = LoggerFactory.getLogger(getClass());
    protected final Consumer<String, String> consumer;
    private final String inputTopic;
    private final String url;
    private final List<String> tables;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final OffsetCommits commits;
    private Connection connection;

    /** @param tables statements that make them if they are not there */
    protected TablePipeline(PipelineFlags flags, Settings settings, List<String> tables) {
        this(
                flags,
                tables,
                () -> new KafkaConsumer<>(settings.values(), new StringDeserializer(), new StringDeserializer()));
    }

    TablePipeline(PipelineFlags flags, List<String> tables, Supplier<Consumer<String, String>> consumer) {
        if (flags.databaseUrl == null) {
            throw new IllegalArgumentException("--database-url is missing: jdbc:postgresql://HOST:PORT/DATABASE");
        }
        this.inputTopic = flags.inputTopic;
        this.url = flags.databaseUrl;
        this.tables = tables;
        this.consumer = consumer.get();
        this.commits = new OffsetCommits(this.consumer);
    }

    /**
     * Turns one batch of events into rows and offsets.
     *
     * @throws SQLException if the database failed; a lost connection is {@link #unanswered}
     */
    protected abstract void process(ConsumerRecords<String, String> events) throws SQLException;

    /**
     * The connection was lost while a batch was processed, and there is a new one. If it was lost at the COMMIT, the
     * transaction may have been carried out or not.
     */
    protected abstract void unanswered(ConsumerRecords<String, String> events) throws SQLException;

    /** There is a new connection, and nothing is in its transaction. */
    protected void connected() throws SQLException {}

    /** Releases what the pipeline has beside consumer and connection. */
    protected void close() {}

    @Override
    public void run() throws SQLException {
        CloseOptions leaving = CloseOptions.timeout(CLOSE_TIMEOUT);
        try {
            onNewConnection(new SQLException("no connection yet", "08003"), () -> {});
            consumer.subscribe(List.of(inputTopic), this);
            pollUntilStopped();
            commits.awaitPutOff();
            leaving.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        } finally {
            disconnect();
            close();
            consumer.close(leaving);
        }
    }

    private void pollUntilStopped() throws SQLException {
        try {
            while (!isStopped()) {
                pollOnce();
            }
        } catch (WakeupException stopping) {
            // Thrown while polling: there is nothing to finish.
        }
    }

    void pollOnce() throws SQLException {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        if (events.nextOffsets().isEmpty()) {
            return;
        }
        try {
            process(events);
        } catch (SQLException lost) {
            onNewConnection(lost, () -> unanswered(events));
        }
    }

    /** Something that asks the database. */
    protected interface Question {
        void ask() throws SQLException;
    }

    /** Asks, and on a new connection again as long as the connection is lost meanwhile. */
    protected final void ask(Question question) {
        try {
            try {
                question.ask();
            } catch (SQLException lost) {
                onNewConnection(lost, question);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the database failed", failed);
        }
    }

    private void onNewConnection(SQLException lost, Question question) throws SQLException {
        long sinceNanos = System.nanoTime();
        SQLException why = lost;
        while (why != null && !isStopped()) {
            if (!isConnectionLost(why) || System.nanoTime() - sinceNanos > DATABASE_AWAY_NANOS_MAX) {
                throw why;
            }
            if (connection != null) {
                log.warn("{}: {}", why.getSQLState(), why.getMessage());
            }
            disconnect();
            try {
                connect();
                question.ask();
                why = null;
            } catch (SQLException again) {
                why = again;
                awaitRetry();
            }
        }
    }

    private void awaitRetry() {
        try {
            stopped.await(RETRY_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private static boolean isConnectionLost(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && CONNECTION_LOST.stream().anyMatch(state::startsWith);
    }

    private void connect() throws SQLException {
        connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(ONE_AT_A_TIME);
            for (String table : tables) {
                statement.execute(table);
            }
        }
        connection.commit();
        connected();
    }

    private void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException gone) {
                log.warn("closing a connection: {}", gone.getMessage());
            }
        }
    }

    /** The connection, in whose transaction everything is until {@code commit()}. */
    protected final Connection connection() {
        return connection;
    }

    /** Lets the next poll give the events of a batch once more. */
    protected final void again(ConsumerRecords<String, String> events) {
        events.partitions()
                .forEach(partition -> consumer.seek(
                        partition, events.records(partition).get(0).offset()));
    }

    /** Commits offsets to the group, of events that are done: now, or when a rebalance is over that puts them off. */
    protected final void commitOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commits.commitDone(offsets);
    }

    /** Commits offsets to the group, of events that are not begun. Returns whether they are this pipeline's to do. */
    protected final boolean commitOffsetsFirst(ConsumerRecords<String, String> events) {
        try {
            commits.commitSync(events.nextOffsets());
            return true;
        } catch (RebalanceInProgressException rebalance) {
            // Under a cooperative assignor the partitions are still its own, and nothing was done: the next poll again.
            again(events);
            return false;
        } catch (CommitFailedException lost) {
            log.warn("these partitions belong to another by now: {}", lost.toString());
            return false;
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void stop() {
        if (!isStopped()) {
            stopped.countDown();
            consumer.wakeup();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        commits.commitPutOff();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commits.commitPutOff();
        commits.forget(partitions);
    }

    /** Another may have them already, and go on from what is committed. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        commits.forget(partitions);
    }
}
