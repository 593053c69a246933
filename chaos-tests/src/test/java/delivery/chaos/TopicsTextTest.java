package delivery.chaos;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static delivery.contract.Circumstance.UNDISTURBED;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.atleastonce.AtLeastOnce;
import delivery.chaos.audit.Judge;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.pipeline.description.DescribedTopics;
import delivery.chaos.topics.TopicsToJudge;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsTextTest {
    private static final NavigableMap<Integer, TopicPartition> OUTPUT = new TreeMap<>(Map.of(
            0, new TopicPartition("counts", 0), 1, new TopicPartition("counts", 1), 2, new TopicPartition("dead", 0)));

    @TempDir
    private Path directory;

    private String said(Circumstance wentThrough, Optional<String> group, LiteralHistory history) throws IOException {
        TopicsToJudge topics = new TopicsToJudge(
                "views",
                List.of("counts", "dead"),
                group,
                false,
                EnumSet.of(wentThrough),
                DescribedTopics.CONTRACT,
                AtLeastOnce.GUARANTEE,
                "");
        StringWriter out = new StringWriter();
        new TopicsText(topics, OUTPUT)
                .print(
                        Judge.judge(history.ofTopicsGiven(wentThrough).writtenBelow(directory), "here"),
                        new PrintWriter(out, true));
        return out.toString();
    }

    private static LiteralHistory oneLostAndOneTwice() {
        return history()
                .event("e1", "/a", 0, 0)
                .event("e2", "/b", 0, 1)
                .effect("e2", "/b", 1, 0, 0)
                .effect("e2", "/b", 1, 0, 1);
    }

    @Test
    void saysWhatWasCountedWhatIsWrongAndWhereItStands() throws IOException {
        assertThat(said(UNDISTURBED, Optional.empty(), oneLostAndOneTwice()))
                .contains(
                        "FAIL  at-least-once/none: 1 event was lost, which is forbidden",
                        "counted  2 events in views, 2 effects in counts, dead at read_uncommitted, 0 that only",
                        "LOST  1, counted in events, forbidden:",
                        "    e1 of page /a at events-0@0",
                        "DUPLICATED  1, counted in events, forbidden:",
                        "places   events-P@N is offset N in partition P of views;"
                                + " effects-P@N of counts, dead (P from 2)",
                        "written  here/history.jsonl.gz, SHA-256 ");
    }

    @Test
    void saysWhatWasTakenForGranted() throws IOException {
        assertThat(said(UNDISTURBED, Optional.empty(), oneLostAndOneTwice()))
                .contains(
                        "taken    that nothing befell the pipeline",
                        "taken    that the pipeline went through each partition in order");
        assertThat(said(PIPELINE_RESTARTED, Optional.of("g"), oneLostAndOneTwice()))
                .contains("DUPLICATED  1, counted in events, expected:")
                .doesNotContain("taken");
    }
}
