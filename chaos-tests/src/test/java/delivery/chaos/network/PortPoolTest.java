package delivery.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortPoolTest {
    private final PortPool pool =
            new PortPool(Map.of(8666, Endpoint.loopback(40_001), 8667, Endpoint.loopback(40_002)));

    @Test
    void givesEachPortToOneProxyOnly() throws IOException {
        assertThat(pool.take()).isEqualTo("0.0.0.0:8666");
        assertThat(pool.take()).isEqualTo("0.0.0.0:8667");
    }

    @Test
    void saysWhenNoPortIsLeft() throws IOException {
        pool.take();
        pool.take();

        assertThatThrownBy(pool::take)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("all 2 ports that the Toxiproxy container publishes are taken");
    }

    @Test
    void givesAPortAgainThatAProxyGaveBackAsTheServerReportsIt() throws IOException {
        pool.take();
        pool.take();
        pool.giveBack("[::]:8666");

        assertThat(pool.take()).isEqualTo("0.0.0.0:8666");
    }

    @Test
    void knowsWhereAPortIsReachedFromHere() {
        assertThat(pool.reached("[::]:8667")).isEqualTo(Endpoint.loopback(40_002));
    }
}
