package delivery.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProxyPortsTest {
    /** The lowest that Linux gives to an outgoing connection, unless it is told another. */
    private static final int LOWEST_OF_OUTGOING = 32_768;

    @Test
    void noOutgoingConnectionIsGivenThePortOfAProxyThatIsDown() {
        assertThat(IntStream.range(0, 100).map(proxy -> takenPort())).allMatch(port -> port < LOWEST_OF_OUTGOING);
    }

    @Test
    void aProxyIsReachedWhereItListens() throws IOException {
        String listen = ProxyPorts.RESERVED.take();

        assertThat(ProxyPorts.RESERVED.reached(listen)).hasToString(listen);
    }

    private static int takenPort() {
        try {
            return ProxyPorts.portOf(ProxyPorts.RESERVED.take());
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }
}
