package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.Await;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Quiescence;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.InputEvents.Position;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Membership;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * Several instances of a pipeline that share its input as one group. The input comes in waves, of which each waits for
 * a strike to be aimed: between two waves the fleet may change, and all of it has something to do after.
 */
final class Fleet {
    /** An instance, and what its coordinator has told it. */
    record Member(Instance instance, Membership membership) {
        /** Its name in the history. */
        String name() {
            return instance.process();
        }

        /** The input partitions that it has. */
        Set<Integer> partitions() {
            return membership.partitions().orElse(Set.of());
        }
    }

    /** A request of one of them that the wire tap holds. */
    record Struck(Member member, HeldRequest held) {}

    private final Testbed testbed;
    private final List<Member> members = new ArrayList<>();
    private final Set<Member> inGroup = new HashSet<>();

    private Fleet(Testbed testbed) {
        this.testbed = testbed;
    }

    /** Starts so many instances, and waits until each partition is assigned to one of them. */
    static Fleet start(Testbed testbed, int size) throws IOException, Fault.NotFiredException {
        Fleet fleet = new Fleet(testbed);
        for (int started = 0; started < size; started++) {
            fleet.join();
        }
        fleet.awaitAssigned();
        return fleet;
    }

    /** Starts one more, with an id of its own. */
    Member join() throws IOException {
        Instance instance = members.isEmpty()
                ? testbed.instances().first()
                : testbed.instances().another("instance-" + (members.size() + 1));
        Member member = new Member(instance, Membership.of(testbed, instance));
        members.add(member);
        start(member);
        return member;
    }

    /** Starts one that has ended. */
    void start(Member member) throws IOException {
        inGroup.add(member);
        member.instance().pipeline().start();
    }

    /** One has ended, or its group has thrown it out. */
    void left(Member member) {
        inGroup.remove(member);
        member.membership().end();
    }

    /** Waits until all that are in the group know their partitions, and each partition is one's alone. */
    void awaitAssigned() throws Fault.NotFiredException {
        Await.until(testbed, "the partitions to be assigned, each to one of " + inGroup.size(), this::isAssigned);
    }

    private boolean isAssigned() {
        List<Integer> all = inGroup.stream()
                .flatMap(member -> member.partitions().stream())
                .sorted()
                .toList();
        // A cooperative group is told in two rounds: in the first, whoever has joined has nothing yet.
        int share = testbed.topics().partitions() / inGroup.size();
        return inGroup.stream()
                        .allMatch(member -> member.membership()
                                .partitions()
                                .filter(own -> own.size() >= share)
                                .isPresent())
                && all.equals(IntStream.range(0, testbed.topics().partitions())
                        .boxed()
                        .toList());
    }

    /** All that were ever in it. */
    List<Member> members() {
        return List.copyOf(members);
    }

    /** By the names of its members, the partitions that they have. */
    Map<String, Set<Integer>> assignment() {
        Map<String, Set<Integer>> assignment = new TreeMap<>();
        inGroup.forEach(member -> assignment.put(member.name(), new TreeSet<>(member.partitions())));
        return assignment;
    }

    /** Lets the next wave come, and waits for the request that this is aimed at, whoever sends it. */
    Struck await(Aim aim) throws Fault.NotFiredException {
        return await(aim, members.stream().filter(inGroup::contains).toList());
    }

    /** The same for a request of one member, of a partition that it has. */
    Struck awaitFrom(Member member, Aim.Step step) throws Fault.NotFiredException {
        int partition = member.partitions().stream()
                .findFirst()
                .orElseThrow(() -> new Fault.NotFiredException(member.name() + " has no partition"));
        return await(new Aim(step, partition, 0), List.of(member));
    }

    private Struck await(Aim aim, List<Member> aimedAt) throws Fault.NotFiredException {
        Map<Member, Hold> traps = new LinkedHashMap<>();
        aimedAt.forEach(member -> traps.put(member, testbed.hold(member.instance(), aim)));
        testbed.feed().writeOneMore();
        Map.Entry<Member, HeldRequest> caught = Await.firstCaught(testbed, traps, aim.step());
        traps.keySet().stream()
                .filter(member -> !member.equals(caught.getKey()))
                .forEach(member -> member.instance().link().tap().cancelHolds());
        return new Struck(caught.getKey(), caught.getValue());
    }

    /** What a strike at a held request may bring about: to the events in flight in its member's partitions. */
    Impact impact(Struck struck) throws IOException, InterruptedException, ExecutionException {
        Set<Integer> partitions = struck.member().partitions();
        Set<String> inFlight = new HashSet<>(testbed.betweenEffectAndCommit());
        inFlight.addAll(testbed.eventsOf(struck.held().request()));
        inFlight.removeIf(id -> {
            Position position = testbed.events().position(id);
            return position == null || !partitions.contains(position.partition());
        });
        return Impact.now(testbed, partitions).on(inFlight).takenUpAgain();
    }

    /**
     * Waits until an instance has ended that was asked to stop.
     *
     * @throws Fault.NotFiredException if it has not ended cleanly: then it has crashed, and no deployment was tried
     */
    static ChildProcess stopped(Instance instance) throws InterruptedException, Fault.NotFiredException {
        ChildProcess stopped = instance.pipeline().stop().orElseThrow();
        if (!stopped.hasStoppedCleanly()) {
            throw new Fault.NotFiredException(instance.process() + " did not stop cleanly: exit code "
                    + stopped.exitCode() + " after SIGTERM; " + stopped.lastLinesForHistory());
        }
        return stopped;
    }

    /** SIGTERM to a member whose request is held and then goes on: returns when it has ended. */
    ChildProcess stop(Struck struck) throws InterruptedException, Fault.NotFiredException {
        Instance instance = struck.member().instance();
        instance.pipeline().requestStop();
        // Until it has taken notice of the signal, before it can be through with what it is at.
        Quiescence.await(testbed, instance, struck.held());
        struck.held().passOn();
        ChildProcess stopped = stopped(instance);
        left(struck.member());
        return stopped;
    }
}
