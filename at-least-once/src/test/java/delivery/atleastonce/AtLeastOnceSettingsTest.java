package delivery.atleastonce;

import delivery.contract.ClientSettingsContract;
import java.util.Map;

class AtLeastOnceSettingsTest extends ClientSettingsContract {
    AtLeastOnceSettingsTest() {
        super(
                AtLeastOnce::settings,
                AtLeastOnce::connect,
                AtLeastOnce.GUARANTEE,
                Map.of(
                        "acks",
                        "-1",
                        "retries",
                        Integer.MAX_VALUE,
                        "enable.idempotence",
                        false,
                        "max.in.flight.requests.per.connection",
                        1));
    }
}
