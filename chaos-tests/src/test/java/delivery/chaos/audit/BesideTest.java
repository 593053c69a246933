package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BesideTest {
    private static final List<Guarantee> REFERENCES =
            Pipelines.ALL.stream().map(PipelineUnderTest::guarantee).toList();

    @TempDir
    private Path directory;

    private static Guarantee stranger(String promise) {
        Guarantee same = REFERENCES.stream()
                .filter(reference -> reference.name().equals(promise))
                .findFirst()
                .orElseThrow();
        return new Guarantee("stranger", same.promise(), same.isolationLevel(), same.coverage(), same.expectations());
    }

    private Cell cell(Guarantee promise) throws IOException {
        return history()
                .promising(promise)
                .under("killed-before-end-txn", 1, Circumstance.PIPELINE_RESTARTED)
                .event("e-0", "/a", 0, 0)
                .effect("e-0", "/a", 1, 0, 0)
                .fired()
                .judgedBelow(directory);
    }

    @Test
    void judgesAPipelineByItselfWhereTheFaultConcernsNoWeakerModule() throws IOException {
        Guarantee promise = stranger("transactional-eos");

        List<Cell> judged = new Beside(REFERENCES).judged(List.of(cell(Promises.TRANSACTIONAL), cell(promise)));

        assertThat(judged).extracting(Cell::verdict).containsExactly(Verdict.PASS, Verdict.PASS);
    }

    @Test
    void takesAPipelineForNotExercisedBesideAWeakerModuleThatShowsNothing() throws IOException {
        Guarantee weaker = Promises.IDEMPOTENT;

        List<Cell> judged = new Beside(REFERENCES).judged(List.of(cell(weaker), cell(stranger("transactional-eos"))));

        assertThat(judged.get(1).verdict()).isEqualTo(Verdict.NOT_EXERCISED);
        assertThat(judged.get(1).reason())
                .startsWith("idempotent-producer, which is to show what this pipeline rules out");
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
