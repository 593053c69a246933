package delivery.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerInWordsTest {
    private static Map<String, Object> ofPartition(String name, Object value) {
        return Map.of("partitions", Map.of("chaos.at-least-once.zombie.effects-2", Map.of(name, value)));
    }

    @Test
    void saysWhereAProduceStandsWithoutBraces() {
        assertThat(AnswerInWords.of(ofPartition("baseOffset", 3250L)))
                .isEqualTo("without an error (written at effects-2@3250)");
    }

    @Test
    void namesTheErrorOfThePartitionOrOfAll() {
        assertThat(AnswerInWords.of(ofPartition("error", "UNKNOWN_MEMBER_ID"))).isEqualTo("with UNKNOWN_MEMBER_ID");
        assertThat(AnswerInWords.of(Map.of("error", "INVALID_PRODUCER_EPOCH")))
                .isEqualTo("with INVALID_PRODUCER_EPOCH");
    }

    @Test
    void saysThatThereWasNoErrorWhereNothingElseIsSaid() {
        assertThat(AnswerInWords.of(Map.of())).isEqualTo("without an error");
    }
}
