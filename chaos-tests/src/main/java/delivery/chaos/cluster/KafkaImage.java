package delivery.chaos.cluster;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.Locale;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.kafka.KafkaContainer;

/** A container of Apache Kafka's image, set up as a broker of the cluster. */
final class KafkaImage {
    /** Where pipelines reach the broker, on the network of the cluster. */
    static final int CLIENT_PORT = 19092;

    private static final int KAFKA_PORT = 9092;

    private KafkaImage() {}

    /**
     * KafkaContainer's own listener PLAINTEXT is the harness's: its port on the host is fixed, for a container that is
     * started again would get another, and the broker advertises it.
     */
    static KafkaContainer of(String image, int id, int directPort) {
        KafkaContainer container = new KafkaContainer(image)
                .withListener(
                        "broker-" + id + ":" + CLIENT_PORT,
                        () -> BrokerSettings.advertisedToPipelines(id).toString())
                .withLabel(KafkaCluster.CONTAINER_LABEL, "broker-" + id)
                .withEnv("KAFKA_NODE_ID", String.valueOf(id))
                .withEnv("KAFKA_HEAP_OPTS", String.join(" ", BrokerSettings.JVM_FLAGS))
                // What the image would set here clashes with the flags above.
                .withEnv("KAFKA_JVM_PERFORMANCE_OPTS", "-Djava.awt.headless=true")
                .withCreateContainerCmdModifier(create -> create.getHostConfig()
                        .withPortBindings(new PortBinding(
                                Ports.Binding.bindIpAndPort(Endpoint.LOOPBACK, directPort),
                                ExposedPort.tcp(KAFKA_PORT))))
                .waitingFor(new NoWait());
        BrokerSettings.shared()
                .forEach((name, value) -> container.withEnv(
                        "KAFKA_" + name.toString().toUpperCase(Locale.ROOT).replace('.', '_'), value.toString()));
        return container;
    }

    /** A broker alone never comes up: the quorum takes two. The cluster waits for all. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}
