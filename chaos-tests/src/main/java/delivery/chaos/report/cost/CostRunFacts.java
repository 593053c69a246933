package delivery.chaos.report.cost;

import java.util.Map;

/**
 * What a run of the benchmark was.
 *
 * @param quick whether fewer rounds, shapes and variants were measured
 * @param started date and time, ISO 8601
 * @param seconds that it took
 * @param rounds of each block
 * @param rates of the latencies, percent of saturation: {@code 10, 50 and 80}
 * @param command that repeats it
 * @param machine what it ran on
 * @param suite versions of what took part
 * @param settings of the brokers, and of the JVMs, by name
 */
public record CostRunFacts(
        boolean quick,
        String started,
        long seconds,
        int rounds,
        String rates,
        String command,
        Map<String, String> machine,
        Map<String, String> suite,
        Map<String, String> settings) {}
