package delivery.chaos.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Circumstance;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelinesTest {
    @ParameterizedTest
    @CsvSource({
        "streams-eos, ACK_LOST, at-least-once",
        "streams-eos, ZOMBIE, idempotent-producer",
        "transactional-eos, REQUEST_LOST, at-most-once",
        "idempotent-producer, ACK_LOST, at-least-once",
        "at-least-once, PIPELINE_RESTARTED, at-most-once",
        "at-most-once, PIPELINE_RESTARTED, idempotent-producer",
        "at-least-once, ACK_LOST,",
        "streams-eos, UNDISTURBED,"
    })
    void findsWhoShowsWhatAPromiseForbids(String name, Circumstance circumstance, String weaker) {
        assertThat(Pipelines.nextWeaker(Pipelines.named(name).orElseThrow().guarantee(), Set.of(circumstance))
                        .map(PipelineUnderTest::name))
                .isEqualTo(Optional.ofNullable(weaker));
    }
}
