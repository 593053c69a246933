package delivery.chaos;

import delivery.chaos.audit.SecondOpinion;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an audit says, a line for everything that it judged or missed, and the sum of it. */
final class AuditText {
    private AuditText() {}

    static void print(JudgedEvidence evidence, PrintWriter out) {
        evidence.opinions().forEach(opinion -> out.println(line(opinion)));
        evidence.notes().forEach(out::println);
        evidence.complaints().forEach(complaint -> out.println("differs  " + complaint));
        Map<SecondOpinion.Agreement, Long> tally = evidence.opinions().stream()
                .collect(Collectors.groupingBy(SecondOpinion::agreement, TreeMap::new, Collectors.counting()));
        out.println(evidence.opinions().size() + " judged again: "
                + tally.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                        .collect(Collectors.joining(", "))
                + (evidence.complaints().isEmpty()
                        ? ""
                        : "; " + evidence.complaints().size() + " other differences"));
    }

    private static String line(SecondOpinion opinion) {
        String verdict = opinion.cell() == null
                ? "-"
                : opinion.cell().verdict() + " " + opinion.cell().id();
        return word(opinion.agreement()) + "  " + verdict + "  " + opinion.evidence() + "  " + opinion.sha256()
                + (opinion.detail().isEmpty() ? "" : ": " + opinion.detail());
    }

    private static String word(SecondOpinion.Agreement agreement) {
        return agreement.name().toLowerCase(Locale.ROOT);
    }
}
