package delivery.streams;

import static delivery.contract.Expectation.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.ProgramContract;
import delivery.contract.Promises;
import org.junit.jupiter.api.Test;

class StreamsEosProgramTest extends ProgramContract {
    StreamsEosProgramTest() {
        super(StreamsEos.class, StreamsEos.GUARANTEE);
    }

    @Test
    void forbidsEveryAnomalyUnderEveryCircumstance() {
        assertThat(Promises.of(StreamsEos.GUARANTEE, FORBIDDEN))
                .hasSize(Anomaly.values().length * Circumstance.values().length);
    }
}
