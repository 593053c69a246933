package delivery.chaos.report.claims;

import java.util.List;

/**
 * What a trap did on several versions, one of which at most is that of a run: recorded once, and repeated by its
 * command.
 *
 * @param of what was done, and on which brokers or clients where the table does not say
 * @param recorded the day, UTC: {@code 2026-11-30}
 * @param command that does it again
 * @param page in the repository that has the recording as it was said
 * @param rows what is in its rows: {@code client}
 * @param columns what is in its columns, from the second on
 * @param outcomes a row each
 */
public record VersionTable(
        String of,
        String recorded,
        String command,
        String page,
        String rows,
        List<String> columns,
        List<Outcomes> outcomes) {

    /**
     * A row.
     *
     * @param found for each column; a dash where nothing was run
     */
    public record Outcomes(String version, List<String> found) {}
}
