package delivery.chaos.run;

import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.chaos.workload.PageViews;
import delivery.sabotaged.Innocent;
import java.util.List;
import java.util.Random;

/** Correct pipelines that are not as the modules are, each under the faults under which it must not be accused. */
public record InnocentTrial(List<Innocent> innocents, ChaosOptions options) {

    /** The command that tries them all again. */
    public String repeat() {
        return "mvn verify -Pself-test -Dintegration.tests=**/InnocentIT.java -Dchaos.seed=" + options.seed();
    }

    /** The scenarios: every innocent under each of its faults. Throws as {@link PageViews#fromFile} does. */
    public List<ScenarioPlan> plans() {
        PageViews pageViews = options.pageViews();
        return innocents.stream()
                .flatMap(innocent -> innocent.faults().stream().map(name -> plan(innocent, name, pageViews)))
                .toList();
    }

    private ScenarioPlan plan(Innocent innocent, String faultName, PageViews pageViews) {
        Fault fault = SabotageTrial.fault(innocent.name(), faultName);
        long seed = new Random(options.seed() ^ fault.name().hashCode()).nextLong();
        return new ScenarioPlan(PipelineUnderTest.variant(innocent), fault, 0, seed, pageViews, repeat());
    }
}
