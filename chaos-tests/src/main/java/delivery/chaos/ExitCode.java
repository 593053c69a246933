package delivery.chaos;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.audit.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a command came to, for scripts. */
enum ExitCode {
    KEPT(0),
    BROKEN(1),
    WRONG_COMMAND_LINE(2),
    NOT_JUDGED(3),
    CONTRACT_BROKEN(4),
    HARNESS_FAILED(5);

    static final String KEPT_SAYS = "0:every promise was put to the test and kept: every cell is PASS";
    static final String BROKEN_SAYS = "1:a promise was broken: a cell is FAIL, or a contrast is missing";
    static final String WRONG_COMMAND_LINE_SAYS =
            "2:wrong command line or file, or another run is at work in the same directory; nothing was run";
    static final String NOT_JUDGED_SAYS = "3:a cell is INCONCLUSIVE or NOT_EXERCISED, or there is none";
    static final String CONTRACT_BROKEN_SAYS = "4:a pipeline broke the contract: a cell is CONTRACT_BROKEN";
    static final String HARNESS_FAILED_SAYS = "5:the harness failed: a cell is HARNESS_ERROR, or the run broke off";
    static final String ORDER_SAYS = "Of several, the first of 1, 4, 5, 3.";

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** That of a run: of its cells, and of what they show together. */
    static ExitCode of(List<Cell> cells) {
        boolean missing =
                Contrast.check(cells).stream().anyMatch(finding -> finding.status() == Contrast.Status.MISSING);
        List<Verdict> verdicts = cells.stream().map(Cell::verdict).toList();
        return missing ? BROKEN : ofVerdicts(verdicts);
    }

    /** That of several runs: in the order of a run's cells. */
    static ExitCode firstOf(Collection<ExitCode> codes) {
        return Stream.of(BROKEN, CONTRACT_BROKEN, HARNESS_FAILED, NOT_JUDGED)
                .filter(codes::contains)
                .findFirst()
                .orElse(KEPT);
    }

    /** The first that applies of broken, contract broken, harness failed, not judged; nothing judged is never kept. */
    static ExitCode ofVerdicts(Collection<Verdict> verdicts) {
        Set<ExitCode> codes = verdicts.stream().map(ExitCode::of).collect(Collectors.toSet());
        return codes.isEmpty() ? NOT_JUDGED : firstOf(codes);
    }

    private static ExitCode of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> KEPT;
            case FAIL -> BROKEN;
            case CONTRACT_BROKEN -> CONTRACT_BROKEN;
            case HARNESS_ERROR -> HARNESS_FAILED;
            case INCONCLUSIVE, NOT_EXERCISED -> NOT_JUDGED;
        };
    }
}
