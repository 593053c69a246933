package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the ledger claims of clients, and what only a client that is made shows. */
@ExtendWith(OutcomeForTheLedger.class)
class KafkaClientClaimsTest {

    @Test
    void aDeliveryTimeoutBelowLingerAndRequestTimeoutIsRefused() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", "localhost:9092",
                "delivery.timeout.ms", "1000",
                "request.timeout.ms", "1000",
                "linger.ms", "5");

        assertThatThrownBy(() -> new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()))
                .hasRootCauseInstanceOf(ConfigException.class)
                .rootCause()
                .hasMessageContaining("delivery.timeout.ms");
    }
}
