package delivery.chaos.report.claims;

import java.util.List;

/**
 * A setting, a line of code or a mistake that loses or repeats what was thought to be safe, by its name.
 *
 * @param id stable, also an address on the page
 * @param symptom as production shows it
 * @param cause the setting, code or request
 * @param fix what to do in its place
 * @param versions on which it happens
 * @param with experiments in which it happens
 * @param without the same with the fix
 */
public record NamedTrap(
        String id,
        String name,
        String symptom,
        String cause,
        String fix,
        String versions,
        List<Experiment> with,
        List<Experiment> without) {}
