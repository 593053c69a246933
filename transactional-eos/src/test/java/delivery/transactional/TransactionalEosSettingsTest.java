package delivery.transactional;

import delivery.contract.ClientSettingsContract;
import java.util.Map;

class TransactionalEosSettingsTest extends ClientSettingsContract {
    TransactionalEosSettingsTest() {
        super(
                TransactionalEos::settings,
                TransactionalEos::connect,
                TransactionalEos.GUARANTEE,
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
