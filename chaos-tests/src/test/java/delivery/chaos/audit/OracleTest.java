package delivery.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Anomaly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What the auditor finds in literal histories, guilty and innocent. */
abstract class OracleTest {
    static final int P0 = 0;
    static final int P1 = 1;

    @TempDir
    Path directory;

    Audit audit(LiteralHistory history) throws IOException {
        return Auditor.audit(history.writtenBelow(directory));
    }

    /** All that is found, and nothing else: the count of every anomaly that was found at all. */
    static Map<Anomaly, Long> found(Audit audit) {
        assertThat(audit.findings()).containsOnlyKeys(Anomaly.values());
        Map<Anomaly, Long> found = new EnumMap<>(Anomaly.class);
        audit.findings().forEach((anomaly, finding) -> {
            if (finding.count() > 0) {
                found.put(anomaly, finding.count());
            }
        });
        return found;
    }

    static List<String> sentences(Audit audit, Anomaly anomaly) {
        return audit.findings().get(anomaly).examples().stream()
                .map(Example::sentence)
                .toList();
    }
}
