package delivery.chaos;

import delivery.chaos.audit.Cell;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import delivery.chaos.run.ContractCheck;
import delivery.chaos.run.Grounds;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Judges somebody's pipelines: whether they keep to the contract, and if they do, the matrix of them and the modules
 * that
 * they are judged beside.
 *
 * @param breaches of the contract, each a line; if there is any, no fault was tried
 * @param cells of the matrix
 */
record StrangersJob(List<String> breaches, List<Cell> cells) {
    /** Where what the check of the contract has written lies, below what the run writes. */
    static final String CONTRACT = "contract";

    /**
     * Runs it and writes the report into {@code delivery-report}.
     *
     * @param target directory of everything that is written
     */
    static StrangersJob run(ChaosOptions options, Path target, PrintStream console) throws Exception {
        announce(options, console);
        try (Grounds grounds = Grounds.open(options, target.resolve("chaos"), console)) {
            List<String> breaches = breaches(options, grounds, target.resolve(CONTRACT), console);
            if (!breaches.isEmpty()) {
                return new StrangersJob(breaches, List.of());
            }
            ChaosRun matrix =
                    new ChaosRun(options, target.resolve("delivery-report"), target.resolve("chaos"), console);
            return new StrangersJob(List.of(), matrix.run(grounds));
        }
    }

    /** Says before anything is started what is left out, and what will take long. */
    static void announce(ChaosOptions options, PrintStream console) {
        options.leftOut().forEach(console::println);
        options.forecast().forEach(console::println);
    }

    /** Looks at the contract alone. */
    static ExitCode check(ChaosOptions options, Path target, PrintStream console) throws Exception {
        try (Grounds grounds = Grounds.open(options, target.resolve("chaos"), console)) {
            return breaches(options, grounds, target.resolve(CONTRACT), console).isEmpty()
                    ? ExitCode.KEPT
                    : ExitCode.CONTRACT_BROKEN;
        }
    }

    /**
     * Of the contract, each a line, which the console is told too.
     *
     * @param directory for the histories of the check, emptied first; on the same grounds no two have one name
     */
    static List<String> breaches(ChaosOptions options, Grounds grounds, Path directory, PrintStream console)
            throws Exception {
        List<String> breaches = new ContractCheck(options, grounds, directory).breaches(console);
        breaches.forEach(console::println);
        return breaches;
    }

    /** For scripts. */
    ExitCode exitCode() {
        return breaches.isEmpty() ? ExitCode.of(cells) : ExitCode.CONTRACT_BROKEN;
    }
}
