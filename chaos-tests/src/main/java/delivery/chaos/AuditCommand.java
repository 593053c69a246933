package delivery.chaos;

import delivery.chaos.audit.SecondOpinion;
import delivery.chaos.audit.SecondOpinion.Agreement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges histories again, without a broker, and holds the verdicts against those of the run. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Judges the histories in a directory again, and compares with the verdicts written beside them.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every verdict comes out the same, byte for byte, and is PASS",
            "1:a verdict differs; a history is refused, missing, or has no verdict",
            "2:wrong command line, or nothing to audit",
            "3:every verdict comes out the same, and not all are PASS"
        })
final class AuditCommand implements Callable<Integer> {
    private static final int SAME_PASS = 0;
    private static final int NOT_SAME = 1;
    private static final int SAME_NOT_PASS = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "of one history, or of a whole report")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(spec.commandLine(), directory + " is no directory; give that of a report");
        }
        List<SecondOpinion> opinions = SecondOpinion.below(directory);
        if (opinions.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "there is no history in " + directory + "; give the directory of a report");
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<Agreement, Integer> tally = new EnumMap<>(Agreement.class);
        for (SecondOpinion opinion : opinions) {
            tally.merge(opinion.agreement(), 1, Integer::sum);
            out.println(line(opinion));
        }
        out.println(opinions.size() + " judged again: "
                + tally.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                        .collect(Collectors.joining(", ")));
        if (opinions.stream().allMatch(SecondOpinion::isSamePass)) {
            return SAME_PASS;
        }
        return opinions.stream().allMatch(opinion -> opinion.agreement() == Agreement.SAME) ? SAME_NOT_PASS : NOT_SAME;
    }

    private String line(SecondOpinion opinion) {
        String verdict = opinion.cell() == null
                ? "-"
                : opinion.cell().verdict() + " " + opinion.cell().id();
        String where = directory.relativize(opinion.directory()).toString();
        return word(opinion.agreement()) + "  " + verdict + (where.isEmpty() ? "" : "  " + where)
                + (opinion.detail().isEmpty() ? "" : ": " + opinion.detail());
    }

    private static String word(Agreement agreement) {
        return agreement.name().toLowerCase(Locale.ROOT);
    }
}
