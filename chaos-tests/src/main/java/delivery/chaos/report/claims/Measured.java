package delivery.chaos.report.claims;

/**
 * What came of an experiment.
 *
 * @param found in words; empty if it was not run
 * @param link of the page that shows it, relative to the report; empty if there is none
 */
public record Measured(Experiment experiment, Bearing bearing, String found, String link) {}
