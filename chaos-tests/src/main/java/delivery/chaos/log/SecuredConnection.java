package delivery.chaos.log;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ByteBufferSend;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ChannelState;
import org.apache.kafka.common.network.NetworkSend;
import org.apache.kafka.common.network.Selectable;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.utils.Time;

/** A connection as a client with these settings makes it: with TLS, with SASL, or with neither. */
final class SecuredConnection implements FrameConnection {
    private static final String BROKER = "broker";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Metrics metrics = new Metrics();
    private final Selectable selector;
    private final Queue<ByteBuffer> received = new ArrayDeque<>();

    /**
     * Connects, and says who we are.
     *
     * @param settings of a client
     * @throws AuthenticationException if the broker does not take us for who we say we are, or is not who it says it is
     * @throws IOException if it cannot be reached
     */
    SecuredConnection(Node broker, Map<String, Object> settings) throws IOException {
        selector = selector(new AdminClientConfig(settings), metrics);
        try {
            selector.connect(
                    BROKER,
                    new InetSocketAddress(broker.host(), broker.port()),
                    Selectable.USE_DEFAULT_BUFFER_SIZE,
                    Selectable.USE_DEFAULT_BUFFER_SIZE);
            await(() -> selector.isChannelReady(BROKER), broker + " to let us in");
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** What one of them is given a log for stands in another package from one version of Kafka to the next. */
    private static Selectable selector(AbstractConfig config, Metrics metrics) {
        Method builder = Stream.of(ClientUtils.class.getMethods())
                .filter(method -> method.getName().equals("createChannelBuilder"))
                .findFirst()
                .orElseThrow();
        Class<?> logContext = builder.getParameterTypes()[2];
        try {
            Object log = logContext.getConstructor().newInstance();
            Object channels = builder.invoke(null, config, Time.SYSTEM, log);
            return Selector.class
                    .getConstructor(
                            long.class, Metrics.class, Time.class, String.class, ChannelBuilder.class, logContext)
                    .newInstance(-1L, metrics, Time.SYSTEM, "topic-log", channels, log);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() instanceof RuntimeException refused
                    ? refused
                    : new KafkaException("Kafka's client cannot be set up", failed.getCause());
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("a version of Kafka's client whose connections are made otherwise", other);
        }
    }

    private void await(BooleanSupplier condition, String what) throws IOException {
        long begunNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            selector.poll(POLL.toMillis());
            selector.completedReceives().forEach(receive -> received.add(receive.payload()));
            ChannelState end = selector.disconnected().get(BROKER);
            if (end != null && end.exception() != null) {
                throw end.exception();
            }
            if (end != null) {
                throw new IOException("the broker has closed the connection");
            }
            if (System.nanoTime() - begunNanos > PATIENCE.toNanos()) {
                throw new IOException("waited " + PATIENCE + " for " + what);
            }
        }
    }

    @Override
    public void send(ByteBuffer frame) throws IOException {
        NetworkSend request = new NetworkSend(BROKER, ByteBufferSend.sizePrefixed(frame));
        selector.send(request);
        await(request::completed, "a request to be sent");
    }

    @Override
    public ByteBuffer receive() throws IOException {
        await(() -> !received.isEmpty(), "an answer");
        return received.remove();
    }

    @Override
    public void close() {
        selector.close();
        metrics.close();
    }
}
