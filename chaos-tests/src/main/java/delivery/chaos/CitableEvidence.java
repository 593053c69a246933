package delivery.chaos;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.report.RewrittenReport;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The SHA-256s that a citation of audited evidence may give. */
final class CitableEvidence {
    /** A citation in plain text gives the beginning, which is long enough to be no other's. */
    private static final int DIGITS_MIN = 16;

    private static final String PREFIX = "sha256:";

    private final Set<String> sha256s = new HashSet<>();

    /** Of a history. */
    void add(String sha256) {
        sha256s.add(sha256);
    }

    /** Of cells, modules, contrasts and the whole matrix. */
    void add(List<Cell> cells) {
        cells.forEach(cell -> sha256s.add(cell.evidenceSha256()));
        sha256s.add(RewrittenReport.sha256(cells));
        cells.stream()
                .collect(Collectors.groupingBy(Cell::module))
                .values()
                .forEach(module -> sha256s.add(RewrittenReport.sha256(module)));
        Map<String, Cell> byId = cells.stream().collect(Collectors.toMap(Cell::id, cell -> cell, (one, same) -> one));
        Contrast.check(cells).stream()
                .map(Contrast.RuleResult::rule)
                .forEach(rule -> sha256s.add(RewrittenReport.sha256(rule.claims().stream()
                        .map(Contrast.Claim::module)
                        .distinct()
                        .map(module -> byId.get(Cell.id(module, rule.fault())))
                        .toList())));
    }

    /** Whether one begins so; with {@value #PREFIX} before it or without. */
    boolean has(String cited) {
        String lower = cited.toLowerCase(Locale.ROOT);
        String digits = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
        return digits.length() >= DIGITS_MIN && sha256s.stream().anyMatch(known -> known.startsWith(digits));
    }
}
