package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {
    private final PipelineFlags flags = RecordedClients.flags();

    @Test
    void haveAnIdAndMetricsOfTheirOwnInEveryRole() throws Exception {
        Clients clients = Clients.connect(flags, settings("classic"), Guarantee.READ_COMMITTED);
        try {
            assertThat(clientIds("kafka.consumer:type=consumer-metrics,client-id=*"))
                    .contains("group-instance-events", "group-instance-restore", "group-instance-high-watermarks");
            assertThat(clientIds("kafka.producer:type=producer-metrics,client-id=*"))
                    .contains("group-instance-effects");
        } finally {
            close(clients);
        }
    }

    @Test
    void keepTheMetricsOfTheEventsWhenTheOthersAreClosed() throws Exception {
        Clients clients = Clients.connect(flags, settings("classic"), Guarantee.READ_COMMITTED);
        try {
            clients.effects().close();
            clients.highWatermarks().close();

            assertThat(clientIds("kafka.consumer:type=consumer-metrics,client-id=*"))
                    .contains("group-instance-events");
        } finally {
            close(clients);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void canBeMadeForBothGroupProtocolsWhateverSessionsTheFileAsksFor(String protocol) {
        Clients clients = Clients.connect(flags, settings(protocol), Guarantee.READ_UNCOMMITTED);
        try {
            assertThat(clients.consumer().groupMetadata().groupId()).isEqualTo("group");
            assertThat(clients.highWatermarks()).isSameAs(clients.effects());
        } finally {
            close(clients);
        }
    }

    private static Map<String, Object> settings(String protocol) {
        return new HashMap<>(Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "group.id", "group",
                "group.instance.id", "instance",
                "group.protocol", protocol,
                "session.timeout.ms", "10000",
                "heartbeat.interval.ms", "500",
                "enable.auto.commit", "false"));
    }

    private static Set<String> clientIds(String pattern) throws Exception {
        Set<String> ids = new TreeSet<>();
        for (ObjectName bean : ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName(pattern), null)) {
            ids.add(bean.getKeyProperty("client-id"));
        }
        return ids;
    }

    private static void close(Clients clients) {
        clients.producer().close(Duration.ZERO);
        List.of(clients.consumer(), clients.effects(), clients.highWatermarks()).forEach(consumer -> consumer.close());
    }
}
