package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Verdict;
import delivery.chaos.report.atlas.AtlasScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Below transaction version 2 the cycle has two requests more, and both can be struck. */
class TransactionVersionIT {
    @TempDir
    private Path directory;

    @Test
    void belowVersion2ATransactionAddsItsPartitionsAndItsOffsetsByRequestsOfTheirOwn() throws Exception {
        Properties properties = new Properties();
        properties.put("kafka.transaction.version", "1");
        properties.put("chaos.seed", "4711");
        properties.put("atlas.scenarios", "transactional-eos/add-offsets-to-txn/ack-lost");

        List<AtlasScenario> scenarios = new AtlasRun(
                        AtlasOptions.from(properties),
                        directory.resolve("report"),
                        directory.resolve("work"),
                        System.out)
                .run();

        JsonNode atlas =
                new JsonMapper().readTree(directory.resolve("report/atlas.json").toFile());
        assertThat(atlas.at("/run/kafka/transactionVersion").intValue()).isEqualTo(1);
        assertThat(atlas.at("/cycles/transactional-eos").findValuesAsText("name"))
                .contains("add-partitions-to-txn", "add-offsets-to-txn", "produce", "txn-offset-commit", "end-txn");
        assertThat(scenarios).extracting(AtlasScenario::verdict).containsExactly(Verdict.PASS);
    }
}
