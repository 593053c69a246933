package delivery.streams;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;

import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.rocksdb.NativeLibraryLoader;

/** A topology as a pipeline: what decides no guarantee, starting, stopping and failing. */
public abstract class StreamsPipeline implements PipelineProgram.Pipeline {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Throwable failure;

    /**
     * @throws IOException if the state directory cannot be written
     * @throws org.apache.kafka.common.KafkaException if the settings are wrong
     */
    protected StreamsPipeline(PipelineFlags flags, Topology topology, Map<String, Object> settings) throws IOException {
        // RocksDB would unpack its native library into the temporary directory anew at every start, and leave it there.
        NativeLibraryLoader.getInstance().loadLibrary(flags.stateDir.toString());
        streams = new KafkaStreams(topology, new StreamsConfig(settings));
    }

    @Override
    public void run() throws InterruptedException {
        streams.setUncaughtExceptionHandler(this::shutDown);
        streams.start();
        ended.await();
        boolean closed = streams.close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(LEAVE_GROUP));
        if (failure != null) {
            throw new IllegalStateException("the stream thread failed", failure);
        }
        if (!closed) {
            throw new IllegalStateException("the stream thread did not end in " + CLOSE_TIMEOUT.toSeconds() + " s");
        }
    }

    @Override
    public void stop() {
        ended.countDown();
    }

    /** A failure ends the process, for whoever restarts it to see; a client without threads would linger. */
    StreamThreadExceptionResponse shutDown(Throwable cause) {
        failure = cause;
        ended.countDown();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
