package delivery.chaos.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells that a module has not gone through yet, in short: {@code acks-lost, zombie (run 2)}. A cell without any
 * finished run is named without the number of the run.
 *
 * @param faults each once, in the order of the plan
 */
public record Unfinished(String module, List<String> faults) {
    private static final String RUN = " run ";

    /** By module, in the order in which they first appear in {@link Run#missing()}. */
    static List<Unfinished> of(Run run, Matrix matrix) {
        Map<String, Map<String, List<String>>> runsByFault = new LinkedHashMap<>();
        for (String missing : run.missing()) {
            int end = missing.contains(RUN) ? missing.indexOf(RUN) : missing.length();
            int slash = missing.indexOf('/');
            List<String> runs = runsByFault
                    .computeIfAbsent(missing.substring(0, slash), none -> new LinkedHashMap<>())
                    .computeIfAbsent(missing.substring(slash + 1, end), none -> new ArrayList<>());
            if (end < missing.length()) {
                runs.add(missing.substring(end + RUN.length()));
            }
        }
        List<Unfinished> unfinished = new ArrayList<>();
        runsByFault.forEach((module, faults) -> unfinished.add(new Unfinished(
                module,
                faults.entrySet().stream()
                        .map(fault -> fault.getKey()
                                + (matrix.cell(module, fault.getKey()) == null ? "" : runs(fault.getValue())))
                        .toList())));
        return unfinished;
    }

    private static String runs(List<String> numbers) {
        return " (" + (numbers.size() == 1 ? "run " : "runs ") + String.join(", ", numbers) + ")";
    }
}
