package delivery.chaos.report.atlas;

import java.util.List;

/**
 * A scenario by the name under which the literature tells it.
 *
 * @param title as it is told
 * @param tellings one of every module
 */
public record AtlasStory(String title, List<Telling> tellings) {
    /**
     * Where a module tells it.
     *
     * @param scenario id of the scenario that it is; empty if it cannot happen to the module
     * @param why it cannot; empty if it can
     * @param repeat the command that runs the scenario; empty if there is none
     */
    public record Telling(String module, String scenario, String why, String repeat) {}
}
