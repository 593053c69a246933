package delivery.chaos.report.claims;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.report.text.ReportFiles;
import delivery.chaos.run.ReportDirectories;
import delivery.chaos.run.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Leaves a file of how each test of a class ended, and has the claims and traps of this build written again: those that
 * rest on a test have its outcome for a verdict. A test that was not run to its end leaves nothing.
 */
final class OutcomeForTheLedger implements TestWatcher, AfterAllCallback {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path REPORT = JavaCommand.location(Ledger.class).resolveSibling("delivery-report");

    @Override
    public void testSuccessful(ExtensionContext context) {
        write(context, "passed");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        write(context, "failed");
    }

    private static void write(ExtensionContext context, String outcome) {
        try {
            write(
                    ReportFiles.in(ReportDirectories.all(REPORT)),
                    context.getRequiredTestClass().getName() + "."
                            + context.getRequiredTestMethod().getName(),
                    outcome,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static void write(ReportFiles all, String test, String outcome, Instant ended) throws IOException {
        Versions versions = Versions.read();
        ObjectNode node = JSON.createObjectNode();
        node.put("test", test);
        node.put("outcome", outcome);
        node.put("ended", ended.toString());
        node.putObject("suite").put("version", versions.suite()).put("commit", versions.commit());
        node.putObject("kafka").put("broker", versions.brokers()).put("clients", versions.kafka());
        all.write(RunOutcomes.TESTS + test + ".json", JSON.writeValueAsString(node));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        ReportDirectories.list(REPORT);
    }
}
