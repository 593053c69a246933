package delivery.idempotent;

import delivery.contract.ClientSettingsContract;
import java.util.Map;

class IdempotentProducerSettingsTest extends ClientSettingsContract {
    IdempotentProducerSettingsTest() {
        super(
                IdempotentProducer::settings,
                IdempotentProducer::connect,
                IdempotentProducer.GUARANTEE,
                Map.of(
                        "acks",
                        "-1",
                        "retries",
                        Integer.MAX_VALUE,
                        "enable.idempotence",
                        true,
                        "max.in.flight.requests.per.connection",
                        5));
    }
}
