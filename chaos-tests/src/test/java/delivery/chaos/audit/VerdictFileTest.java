package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictFileTest {
    @TempDir
    private Path directory;

    private JsonNode verdict;

    @BeforeEach
    void writeVerdict() throws IOException {
        verdict = new ObjectMapper()
                .readTree(VerdictFile.text(history()
                        .under("acks-lost", 1, Circumstance.ACK_LOST)
                        .event("e1", "/a", 0, 0)
                        .fired()
                        .effect("e1", "/a", 1, 0, 0)
                        .effect("e1", "/a", 1, 0, 1)
                        .observed(Circumstance.REBALANCED)
                        .observed(Circumstance.PIPELINE_RESTARTED)
                        .judgedBelow(directory)));
    }

    @Test
    void tellsWhatWasFoundHowManyOfItInFlightAndWhatThePromiseSaysOfIt() {
        JsonNode duplicated = verdict.at("/anomalies/DUPLICATED");

        assertThat(duplicated.get("count").asLong()).isEqualTo(1);
        assertThat(duplicated.get("inFlight").asLong()).isEqualTo(1);
        assertThat(duplicated.get("atRisk").asLong()).isEqualTo(1);
        assertThat(duplicated.get("expectation").asText()).isEqualTo("INTERESTING");
        assertThat(duplicated.get("shown").asBoolean()).isTrue();
        assertThat(duplicated.get("examples")).hasSize(1);
        assertThat(duplicated.at("/examples/0").asText()).isEqualTo("e1 has effects at effects-0@0 and effects-0@1");
        assertThat(verdict.at("/anomalies/MISCOUNTED/inFlight").isNull()).isTrue();
    }

    @Test
    void namesWhatWasObservedInTheOrderOfTheContract() {
        assertThat(verdict.get("observed"))
                .extracting(JsonNode::asText)
                .containsExactly("PIPELINE_RESTARTED", "REBALANCED");
    }
}
