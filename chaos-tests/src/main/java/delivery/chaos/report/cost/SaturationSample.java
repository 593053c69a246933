package delivery.chaos.report.cost;

/**
 * One pipeline at saturation, in one round: it works off events that are all there already.
 *
 * @param round from 1
 * @param events how many
 * @param eventsPerSecond from when it was let go on until the last effect stood in the log
 * @param pipelineCpuSeconds processor time of the pipeline's process, a million events
 * @param brokerCpuSeconds processor time of the three brokers, a million events; with the reading of events by the
 *     pipeline, and of effects by the clock
 * @param diskBytes bytes that all replicas of all topics but the input grew by, an event
 */
public record SaturationSample(
        int round,
        int events,
        double eventsPerSecond,
        double pipelineCpuSeconds,
        double brokerCpuSeconds,
        double diskBytes) {}
