package delivery.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerCommandsTest {
    private static final Endpoint ADDRESS = new Endpoint("kafka-2.example", 9093);

    private static BrokerCommands kill(String line) {
        return new BrokerCommands(Map.of(BrokerOperation.KILL, line), Path.of(""));
    }

    @Test
    void putsInTheBrokerAndLeavesTheRestToTheShell() {
        assertThat(kill("ssh ${broker.host} \"kill $(cat /run/${broker.id}) # ${broker.port} $HOME ${HOME} $1\"")
                        .filledIn(BrokerOperation.KILL, 2, ADDRESS))
                .isEqualTo("ssh kafka-2.example \"kill $(cat /run/2) # 9093 $HOME ${HOME} $1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(reboot)", "a;b", "a b", "`b`", "-oProxyCommand=b", "a'b", "", "a&b", "a\nb"})
    void refusesAHostThatMeansSomethingToAShell(String host) {
        Map<Integer, Endpoint> brokers = Map.of(2, new Endpoint(host, 9093));

        assertThatThrownBy(() -> kill("kill ${broker.host}").requireHarmless(brokers))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broker 2 says that its host is " + host);
        assertThatCode(() -> BrokerCommands.NONE.requireHarmless(brokers)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka-2.example", "10.0.0.1", "::1", "fe80:0:0:1", "kafka_2"})
    void takesANameOrAnAddress(String host) {
        assertThatCode(() -> kill("kill ${broker.host}").requireHarmless(Map.of(2, new Endpoint(host, 9093))))
                .doesNotThrowAnyException();
    }

    @Test
    void saysWhichCommandsAreMissing() {
        assertThat(kill("k").whyNot(Set.of(BrokerOperation.KILL, BrokerOperation.START)))
                .contains("a run strikes them by commands alone; not given: -Dchaos.broker.start");
        assertThat(BrokerCommands.NONE.whyNot(Set.of(BrokerOperation.RESUME, BrokerOperation.PAUSE)))
                .contains("a run strikes them by commands alone; not given: -Dchaos.broker.pause,"
                        + " -Dchaos.broker.resume");
        assertThat(kill("k").whyNot(Set.of(BrokerOperation.KILL))).isEqualTo(Optional.empty());
    }

    @Test
    void tellsNothingOfALine() {
        assertThat(kill("curl -u me:secret")).hasToString("kill");
    }
}
