package delivery.chaos.report.atlas;

import java.util.List;

/**
 * How much of the atlas a run was asked for, and what kept it from some of that.
 *
 * @param known number of scenarios that there are of the modules of this run, as their recorded steps say
 * @param asked number of those that this run was asked for
 * @param failures what kept scenarios from being run, a sentence each; empty if nothing did
 */
public record AtlasScope(int known, int asked, List<String> failures) {
    public AtlasScope {
        failures = List.copyOf(failures);
    }
}
