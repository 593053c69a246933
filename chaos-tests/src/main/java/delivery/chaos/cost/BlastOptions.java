package delivery.chaos.cost;

import java.util.List;

/**
 * What a run of strikes is asked for.
 *
 * @param strikes under each setting
 * @param brokerStrikes under all pipelines at once
 * @param seed that moments and brokers are drawn from
 * @param cells ids of the settings; empty for all
 */
public record BlastOptions(int strikes, int brokerStrikes, long seed, List<String> cells) {
    /** The command that repeats it. */
    String command() {
        return "java -jar chaos-tests.jar blast-radius --strikes " + strikes + " --broker-strikes " + brokerStrikes
                + " --seed " + seed + (cells.isEmpty() ? "" : " --cells " + String.join(",", cells));
    }
}
