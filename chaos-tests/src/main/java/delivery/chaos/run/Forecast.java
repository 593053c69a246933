package delivery.chaos.run;

import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.OwnTimeouts;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Says before a run which cells take long, and why: a program that takes no settings waits for times of its own, and
 * the harness waits for it.
 */
final class Forecast {
    private static final Set<Circumstance> OWNER_GONE =
            Set.of(Circumstance.PIPELINE_RESTARTED, Circumstance.REBALANCED, Circumstance.ZOMBIE);

    private Forecast() {}

    /** A line for each program and fault that has to wait. */
    static List<String> lines(
            Collection<PipelineUnderTest> pipelines, Function<PipelineUnderTest, List<Fault>> faultsOf) {
        return pipelines.stream()
                .flatMap(pipeline -> faultsOf.apply(pipeline).stream().flatMap(fault -> line(pipeline, fault).stream()))
                .toList();
    }

    private static Optional<String> line(PipelineUnderTest pipeline, Fault fault) {
        OwnTimeouts own = pipeline.program().ownTimeouts();
        List<String> why = new ArrayList<>();
        Duration longest = Duration.ZERO;
        boolean takesAnswersAway = fault.clientSettings()
                .keySet()
                .containsAll(ClientTimeouts.shortRequestTimeout().keySet());
        boolean ownerIsGone = !Collections.disjoint(fault.circumstances(), OWNER_GONE);
        if (takesAnswersAway && own.request().isPresent()) {
            longest = longest.plus(own.request().get().multipliedBy(fault.firings()));
            why.add(times(fault, "a request timeout", own.request().get()));
        }
        if (ownerIsGone && own.session().isPresent()) {
            longest = longest.plus(own.session().get().multipliedBy(fault.firings()));
            why.add(times(fault, "a session timeout", own.session().get()));
        }
        if (ownerIsGone && own.transaction().isPresent() && pipeline.guarantee().readsCommitted()) {
            longest = longest.plus(own.transaction().get().multipliedBy(fault.firings()));
            why.add(times(fault, "a transaction timeout", own.transaction().get()));
        }
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(pipeline.name() + "/" + fault.name() + " may wait " + longest.toSeconds() + " s: "
                        + String.join(", ", why));
    }

    private static String times(Fault fault, String what, Duration time) {
        return fault.firings() + " × " + what + " of " + time.toMillis() + " ms";
    }
}
