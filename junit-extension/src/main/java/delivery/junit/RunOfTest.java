package delivery.junit;

import java.util.List;
import java.util.Map;

/** The run of one test method: all its faults are judged when the first of its tests begins. */
final class RunOfTest {
    private final PipelineOfTest pipeline;
    private final List<String> faults;
    private Map<String, Map<String, String>> outcomes;
    private Exception failure;

    RunOfTest(PipelineOfTest pipeline, List<String> faults) {
        this.pipeline = pipeline;
        this.faults = faults;
    }

    /** What came of one of its faults. Throws as {@link HarnessOfTests#judge} does, and then for each of them. */
    synchronized Judgement judgement(String fault, HarnessOfTests harness) throws Exception {
        if (outcomes == null && failure == null) {
            try {
                outcomes = harness.judge(pipeline, faults);
            } catch (Exception failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return Judgement.of(fault, outcomes.get(fault));
    }
}
