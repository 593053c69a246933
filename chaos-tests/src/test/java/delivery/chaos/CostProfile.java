package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.cost.CostOptions;
import delivery.chaos.cost.CostRun;
import delivery.chaos.process.JavaCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What the guarantees cost. Asserts no figure, for they are the machine's; that each event had one effect, without
 * which there is no figure, the run itself requires. {@code -Pcost}.
 */
class CostProfile {
    @Test
    void everyVariantIsMeasuredInEveryRound() throws Exception {
        Path target = JavaCommand.location(CostRun.class).getParent();
        CostOptions options = CostOptions.from(System.getProperties());

        new CostRun(options, target.resolve("cost-report"), target.resolve("cost"), System.out).run();

        JsonNode report = new JsonMapper()
                .readTree(target.resolve("cost-report/cost.json").toFile());
        assertThat(report.get("blocks")).isNotEmpty();
        for (JsonNode block : report.get("blocks")) {
            assertThat(block.get("variants"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(variant -> assertThat(variant.get("saturation"))
                            .hasSize(options.rounds())
                            .allSatisfy(sample -> assertThat(
                                            sample.get("eventsPerSecond").doubleValue())
                                    .isPositive()));
        }
    }
}
