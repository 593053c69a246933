package delivery.chaos.topics;

import delivery.chaos.pipeline.description.DescribedTopics;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which topics are judged, and by what.
 *
 * @param input name of the input topic
 * @param outputs names of the output topics
 * @param group whose committed offsets say how far the pipeline has come
 * @param drained whether the pipeline had done all of its input; who has no group may know it all the same
 * @param wentThrough what befell the pipeline, as far as its promise depends on it; never empty
 * @param described where the records say what they are of
 * @param promise that is judged by
 * @param repeat the command
 */
public record TopicsToJudge(
        String input,
        List<String> outputs,
        Optional<String> group,
        boolean drained,
        Set<Circumstance> wentThrough,
        DescribedTopics described,
        Guarantee promise,
        String repeat) {
    public TopicsToJudge {
        outputs = List.copyOf(outputs);
    }
}
