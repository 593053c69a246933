/**
 * The pipelines as programs: their command lines, processes and restarts, and the settings that a report shows. Knows
 * the modules by name. Imports {@code process}.
 */
package delivery.chaos.pipeline;
