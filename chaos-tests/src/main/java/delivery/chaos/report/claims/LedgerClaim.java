package delivery.chaos.report.claims;

import java.util.List;

/**
 * A sentence about delivery that people read and repeat.
 *
 * @param id stable, also an address on the page: {@code lost-ack-duplicates}
 * @param topic under which it stands
 * @param claim in this suite's words, understood without it
 * @param why the grade: since which version, depending on what
 * @param sources who says it, or what settles it
 * @param experiments that show it; empty if there are none
 * @param noExperiment why there are none; empty if there are
 */
public record LedgerClaim(
        String id,
        String topic,
        String claim,
        Grade grade,
        String why,
        List<Reference> sources,
        List<Experiment> experiments,
        String noExperiment) {

    /**
     * Where a claim stands, or what settles it.
     *
     * @param url empty if it has no address of its own
     */
    public record Reference(String title, String url) {}
}
