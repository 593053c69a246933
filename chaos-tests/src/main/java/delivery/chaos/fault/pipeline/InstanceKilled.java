package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Ended;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.pipeline.Fleet.Struck;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Of three instances one is killed (SIGKILL) in the middle of a batch while the others go on; they take its partitions
 * over when its session has expired, and it is started again.
 */
public final class InstanceKilled extends AimedFault {
    private static final int INSTANCES = 3;
    private static final List<Step> STEPS = List.of(Step.PRODUCE, Step.END_OF_CYCLE);

    private final GroupProtocol protocol;
    private final boolean hasStandbys;

    public InstanceKilled(GroupProtocol protocol) {
        this(
                protocol,
                protocol.suffix,
                protocol.sentence,
                protocol.when,
                protocol.clientSettings,
                guarantee -> true,
                false);
    }

    /** The same of Streams whose instances keep each other's state: a standby goes on with what it has of it. */
    public static InstanceKilled withStandbys() {
        return new InstanceKilled(
                GroupProtocol.EAGER,
                "-standby",
                " Each keeps the state of another's tasks as a standby (num.standby.replicas=1).",
                ", with standbys",
                Map.of("num.standby.replicas", "1"),
                guarantee -> guarantee.name().equals("streams-eos"),
                true);
    }

    private InstanceKilled(
            GroupProtocol protocol,
            String suffix,
            String sentence,
            String when,
            Map<String, String> clientSettings,
            Predicate<Guarantee> concerned,
            boolean hasStandbys) {
        super(FaultDescription.of(
                        "instance-killed" + suffix,
                        "Of three instances one is killed (SIGKILL) at a Produce and one at the request that ends its"
                                + " cycle, neither of which is sent; each is started again when the others have its"
                                + " partitions." + sentence)
                .when("one of three instances is killed" + when)
                .takesThrough(Circumstance.PIPELINE_RESTARTED, Circumstance.REBALANCED)
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .clientSettings(Map.of("session.timeout.ms", GroupProtocol.SHORT_SESSION_MS))
                .clientSettings(clientSettings)
                .concerns(concerned)
                .inputInWaves(FleetSchedule.waves(STEPS.size()))
                .schedule(STEPS.size(), FleetSchedule.at(STEPS)));
        this.protocol = protocol;
        this.hasStandbys = hasStandbys;
    }

    private record Killed(
            String instance,
            Ended ended,
            TappedRequest request,
            int eventsInFlight,
            long takenOverAfterMs,
            int eventsOfOthersMeanwhile,
            Map<String, Set<Integer>> before,
            Map<String, Set<Integer>> after,
            Optional<Integer> standbyReads)
            implements Proof {
        @Override
        public String sentence() {
            return "%s, %s, at %s, which was never sent; the others, with %d new events meanwhile, had its partitions"
                            .formatted(instance, ended, request, eventsOfOthersMeanwhile)
                    + " %d ms later: %s before, %s after".formatted(takenOverAfterMs, before, after)
                    + standbyReads
                            .map("; until then they had read changelogs of each other's partitions %d times"::formatted)
                            .orElse("");
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        protocol.shortenSessions(testbed);
        Fleet fleet = Fleet.start(testbed, INSTANCES);
        Optional<StandbyReads> standbys = hasStandbys ? Optional.of(StandbyReads.of(testbed, fleet)) : Optional.empty();
        for (Aim due : schedule) {
            Map<String, Set<Integer>> before = fleet.assignment();
            Struck struck = fleet.await(due);
            Optional<Integer> standbyReads = standbys.map(StandbyReads::count);
            if (standbyReads.filter(none -> none == 0).isPresent()) {
                throw new NotFiredException("no instance has read the changelog of another's partition");
            }
            Ended ended = Ended.of(struck.member().instance().pipeline().kill());
            int sent = testbed.traffic().eventsSent();
            struck.held().discard();
            Impact impact = fleet.impact(struck);
            fleet.left(struck.member());
            fleet.awaitAssigned();
            Killed proof = new Killed(
                    struck.member().name(),
                    ended,
                    struck.held().request(),
                    impact.inFlight().size(),
                    impact.elapsedMs(),
                    testbed.traffic().eventsSent() - sent,
                    before,
                    fleet.assignment(),
                    standbyReads);
            fleet.start(struck.member());
            fleet.awaitAssigned();
            fired.accept(impact.on(testbed.traffic().takeUnanswered()).proven(proof));
        }
    }
}
