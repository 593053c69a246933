package delivery.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerJarsTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.3.2", "3.9.2", "4.0.2"})
    void bringsALoggingBackEndToBrokersThatHaveNone(String version) throws IOException {
        assertThat(BrokerJars.pom(version))
                .contains("<version>" + version + "</version>", "log4j-core")
                .doesNotContain("KAFKA_VERSION", "${");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.1.0", "4.4.0", "5.0.0"})
    void laysNoOtherBesideThatOfLaterOnes(String version) throws IOException {
        assertThat(BrokerJars.pom(version)).contains("kafka_2.13").doesNotContain("log4j");
    }

    @Test
    void theSuitesOwnAreOfNoVersionThatIsAskedFor() {
        assertThat(BrokerJars.ofTheSuite().version()).isEmpty();
    }
}
