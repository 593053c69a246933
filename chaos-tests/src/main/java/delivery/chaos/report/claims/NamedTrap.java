package delivery.chaos.report.claims;

import java.util.List;
import java.util.Optional;

/**
 * A setting, a line of code or a mistake that loses or repeats what was thought to be safe, by its name.
 *
 * @param id stable, also an address on the page
 * @param symptom as production shows it
 * @param cause the setting, code or request
 * @param fix what to do in its place
 * @param versions on which it happens
 * @param byVersion what was recorded on each; empty if versions do not differ in it
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
        Optional<VersionTable> byVersion,
        List<Experiment> with,
        List<Experiment> without) {}
