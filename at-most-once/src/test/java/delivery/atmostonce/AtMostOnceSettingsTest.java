package delivery.atmostonce;

import delivery.contract.ClientSettingsContract;
import java.util.Map;

class AtMostOnceSettingsTest extends ClientSettingsContract {
    AtMostOnceSettingsTest() {
        super(
                AtMostOnce::settings,
                AtMostOnce::connect,
                AtMostOnce.GUARANTEE,
                Map.of(
                        "acks",
                        "1",
                        "retries",
                        0,
                        "enable.idempotence",
                        false,
                        "max.in.flight.requests.per.connection",
                        5));
    }
}
