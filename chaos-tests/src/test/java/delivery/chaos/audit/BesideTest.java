package delivery.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BesideTest {
    private static final List<Guarantee> REFERENCES =
            Pipelines.ALL.stream().map(PipelineUnderTest::guarantee).toList();

    private static Guarantee stranger(String promise) {
        Guarantee same = REFERENCES.stream()
                .filter(reference -> reference.name().equals(promise))
                .findFirst()
                .orElseThrow();
        return new Guarantee("stranger", same.promise(), same.isolationLevel(), same.coverage(), same.expectations());
    }

    @ParameterizedTest
    @CsvSource({
        "at-most-once,        ACK_LOST,           at-most-once at-least-once",
        "at-least-once,       ACK_LOST,           at-least-once",
        "at-least-once,       REQUEST_LOST,       at-least-once at-most-once",
        "at-least-once,       PIPELINE_RESTARTED, at-least-once at-most-once",
        "idempotent-producer, ACK_LOST,           idempotent-producer at-least-once",
        "transactional-eos,   PIPELINE_RESTARTED, transactional-eos idempotent-producer",
        "transactional-eos,   ACK_LOST,           transactional-eos at-least-once",
        "transactional-eos,   UNDISTURBED,        transactional-eos"
    })
    void putsBesideAPipelineTheModuleOfItsPromiseAndTheNearestThatShowsWhatItRulesOut(
            String promise, Circumstance circumstance, String needed) {
        assertThat(new Beside(REFERENCES).needed(stranger(promise), Set.of(circumstance)))
                .extracting(Guarantee::name)
                .containsExactly(needed.split(" "));
    }
}
