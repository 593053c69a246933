package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.process.JavaCommand;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the ledger says of clients before these: each is loaded beside them, by itself, and no broker is needed. */
@ExtendWith(OutcomeForTheLedger.class)
class OlderClientsIT {
    private static final Path LIB = JavaCommand.location(KafkaCluster.class).resolveSibling("lib");
    /** Laid out by the build in its profile self-test. */
    private static final Path OLDER = LIB.resolveSibling("older-clients");

    private static final Map<String, Object> NOTHING_SET = Map.of(
            "bootstrap.servers", "localhost:9092",
            "key.serializer", "org.apache.kafka.common.serialization.StringSerializer",
            "value.serializer", "org.apache.kafka.common.serialization.StringSerializer");

    /** As the clients write it, once they have read their settings. */
    private static final String ALL = "-1";

    private interface Look<T> {
        T into(ClassLoader clients) throws Exception;
    }

    private static <T> T of(String version, Look<T> look) throws Exception {
        List<URL> jars = new ArrayList<>();
        Path clients = OLDER.resolve("kafka-clients-" + version + ".jar");
        assertThat(clients).as("mvn verify -Pself-test lays it out").isRegularFile();
        jars.add(clients.toUri().toURL());
        try (Stream<Path> lib = Files.list(LIB)) {
            jars.add(lib.filter(jar -> jar.getFileName().toString().startsWith("slf4j-api-"))
                    .findFirst()
                    .orElseThrow()
                    .toUri()
                    .toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Thread current = Thread.currentThread();
            ClassLoader before = current.getContextClassLoader();
            current.setContextClassLoader(loader);
            try {
                return look.into(loader);
            } finally {
                current.setContextClassLoader(before);
            }
        }
    }

    private static Object acks(String version) throws Exception {
        return of(version, clients -> {
            Class<?> config = clients.loadClass("org.apache.kafka.clients.producer.ProducerConfig");
            Object settings = config.getConstructor(Map.class).newInstance(NOTHING_SET);
            return config.getMethod("getString", String.class).invoke(settings, "acks");
        });
    }

    /** Whether a producer of which nothing is set has what numbers its records. Its settings do not tell. */
    private static boolean isIdempotent(String version) throws Exception {
        return of(version, clients -> {
            Class<?> type = clients.loadClass("org.apache.kafka.clients.producer.KafkaProducer");
            Constructor<?> constructor = type.getConstructor(Map.class);
            try (AutoCloseable producer = (AutoCloseable) constructor.newInstance(NOTHING_SET)) {
                Field numbering = type.getDeclaredField("transactionManager");
                numbering.setAccessible(true);
                return numbering.get(producer) != null;
            }
        });
    }

    @Test
    void acksIsOneByDefaultUntil28AndAllSince30() throws Exception {
        assertThat(acks("2.8.2")).isEqualTo("1");
        assertThat(List.of(acks("3.0.0"), acks("3.9.2"))).containsOnly(ALL);
    }

    @Test
    void producersAreIdempotentByDefaultSince30ExceptIn300And310() throws Exception {
        assertThat(List.of(isIdempotent("2.8.2"), isIdempotent("3.0.0"), isIdempotent("3.1.0")))
                .containsOnly(false);
        assertThat(List.of(isIdempotent("3.0.1"), isIdempotent("3.1.1"), isIdempotent("3.9.2")))
                .containsOnly(true);
    }

    @Test
    void whatWasRemovedIn40IsThereIn39() throws Exception {
        of("3.9.2", clients -> {
            assertThat(clients.loadClass("org.apache.kafka.clients.producer.internals.DefaultPartitioner"))
                    .hasAnnotation(Deprecated.class);
            assertThat(clients.loadClass("org.apache.kafka.clients.producer.Producer")
                            .getMethod("sendOffsetsToTransaction", Map.class, String.class)
                            .isAnnotationPresent(Deprecated.class))
                    .isTrue();
            return null;
        });
    }
}
