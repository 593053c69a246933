package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A request is on its way longer than the pipeline waits. It is sent again over another connection, as far as the
 * pipeline sends again, and whole cycles are carried out; then the late one arrives, at the end of the next.
 */
public final class LateByCycles extends AimedFault {
    private final LateStep step;
    private final int cycles;
    private final GroupProtocol protocol;

    public LateByCycles(LateStep step, int cycles) {
        this(step, cycles, "", GroupProtocol.EAGER);
    }

    private LateByCycles(LateStep step, int cycles, String variant, GroupProtocol protocol) {
        super(FaultDescription.of(
                        "late-" + step.label + "-by-" + cycles + variant,
                        "%s reaches its broker when the pipeline has gone on without it and ended %d more cycles%s."
                                .formatted(step.subject, cycles, step.aim == Aim.Step.COMMIT ? LateArrival.KILL : ""))
                .when(step.subject.replaceFirst("^A", "a") + " is late by "
                        + (cycles == 1 ? "a cycle" : cycles + " cycles"))
                .takesThrough(step.circumstances())
                .concerns(step.concerned())
                .clientSettings(ClientTimeouts.shortRequestTimeout())
                // Streams goes on with what it has fetched until its next commit, at 100 ms: with all the cycles.
                .clientSettings(Map.of("commit.interval.ms", "10"))
                .clientSettings(protocol.clientSettings)
                .strikesEarlyAt(step.aim));
        this.step = step;
        this.cycles = cycles;
        this.protocol = protocol;
    }

    /** The same of a member under KIP-848, which the coordinator tells by its epoch. */
    public static LateByCycles underKip848(LateStep step, int cycles) {
        return new LateByCycles(step, cycles, "-kip-848", GroupProtocol.CONSUMER);
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        protocol.shortenSessions(testbed);
        HeldRequest late = step.hold(testbed, schedule.get(0));
        LateArrival arrival = LateArrival.of(testbed, late);
        HeldRequest end = Await.caught(testbed, testbed.holdNext(Aim.Step.END_OF_CYCLE), Aim.Step.END_OF_CYCLE);
        // The first is the end of the cycle that was struck.
        for (int ended = 0; ended <= cycles || !arrival.isOvertaken(); ended++) {
            Hold next = testbed.holdNext(Aim.Step.END_OF_CYCLE);
            end.passOn();
            end = Await.caught(testbed, next, Aim.Step.END_OF_CYCLE);
        }
        fired.accept(arrival.arrive(end));
    }
}
