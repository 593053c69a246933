package delivery.chaos;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.chaos.history.HistoryWriter;
import delivery.chaos.topics.TopicsToJudge;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.io.PrintWriter;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What an audit of topics says: the verdict, what was counted, the first anomalies, and where they stand.
 *
 * @param topics that were judged
 * @param output the output partitions, by their number
 */
record TopicsText(TopicsToJudge topics, NavigableMap<Integer, TopicPartition> output) {
    private static final int EXAMPLES = 3;

    void print(Cell cell, PrintWriter out) {
        out.println(cell.verdict() + "  " + cell.id() + ": " + cell.reason());
        out.println("counted  " + cell.audit().events() + " events in " + topics.input() + ", "
                + cell.audit().effects() + " effects in " + String.join(", ", topics.outputs()) + " at "
                + topics.promise().isolationLevel() + ", " + cell.audit().uncommittedEffects()
                + " that only read_uncommitted shows, " + cell.audit().openEffects() + " undecided");
        if (cell.isAudited()) {
            for (Anomaly anomaly : Anomaly.values()) {
                // What is stuck stands in the reason, and is not reached rather than wrong.
                if (anomaly != Anomaly.STUCK && cell.count(anomaly) > 0) {
                    print(cell, anomaly, out);
                }
            }
        }
        out.println("places   events-P@N is offset N in partition P of " + topics.input() + "; " + effects());
        if (!topics.described().yields().counted()) {
            out.println("left out MISCOUNTED: effects have no count that could be judged");
        }
        if (cell.verdict() == Verdict.FAIL && topics.wentThrough().equals(Set.of(Circumstance.UNDISTURBED))) {
            out.println(
                    "taken    that nothing befell the pipeline, so that every anomaly is forbidden; if something did,"
                            + " say so by --went-through");
        }
        if (topics.group().isEmpty() && !topics.drained() && cell.isAudited() && cell.count(Anomaly.LOST) > 0) {
            out.println(
                    "taken    that the pipeline went through each partition in order; --group says how far it came");
        }
        out.println(
                "written  " + cell.evidence() + "/" + HistoryWriter.FILE_NAME + ", SHA-256 " + cell.evidenceSha256());
    }

    private static void print(Cell cell, Anomaly anomaly, PrintWriter out) {
        out.println(anomaly + "  " + cell.count(anomaly) + ", counted in " + anomaly.unit() + ", "
                + cell.expectation(anomaly).label() + ":");
        cell.examples(anomaly).stream().limit(EXAMPLES).forEach(example -> out.println("    " + example.sentence()));
        if (cell.count(anomaly) > EXAMPLES) {
            out.println("    and " + (cell.count(anomaly) - EXAMPLES) + " more, the first of them in verdict.json");
        }
    }

    /** The partitions of several topics are numbered through. */
    private String effects() {
        NavigableMap<Integer, String> firsts = new TreeMap<>();
        output.forEach((number, partition) -> {
            if (partition.partition() == 0) {
                firsts.put(number, partition.topic());
            }
        });
        return "effects-P@N of "
                + firsts.entrySet().stream()
                        .map(first ->
                                first.getValue() + (first.getKey() == 0 ? "" : " (P from " + first.getKey() + ")"))
                        .collect(Collectors.joining(", "));
    }
}
