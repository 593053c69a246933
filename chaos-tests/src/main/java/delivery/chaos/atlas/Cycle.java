package delivery.chaos.atlas;

import delivery.chaos.atlas.Step.Party;
import delivery.chaos.atlas.StepTrace.Doing;
import delivery.chaos.atlas.StepTrace.Seen;
import delivery.chaos.network.wire.TappedRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/** The steps that a pipeline takes, from start-up to shut-down, found in what crossed the wire when nothing was broken. */
record Cycle(List<Step> steps) {
    /** A pipeline asks whichever broker it likes. */
    private static final Set<ApiKeys> ANY_BROKER = EnumSet.of(
            ApiKeys.METADATA, ApiKeys.FIND_COORDINATOR, ApiKeys.DESCRIBE_CLUSTER, ApiKeys.DESCRIBE_TOPIC_PARTITIONS);

    /**
     * Finds them.
     *
     * @param seen by the wire tap in a run where nothing was broken
     * @param batches that were written
     * @param coordinator id of the broker that coordinates groups and transactions
     * @param leader id of the broker that leads input and output
     */
    static Cycle of(List<Seen> seen, int batches, int coordinator, int leader) {
        // A handshake of every connection, whatever it is for.
        List<Seen> done = seen.stream()
                .filter(Seen::isDone)
                .filter(one -> one.request().apiKey() != ApiKeys.API_VERSIONS)
                .toList();
        // A Fetch that waits for the last batch is none of these.
        Set<String> beside = names(done, one -> one.doing() == Doing.WAITING && one.batch() < batches);
        Set<String> cycle = names(done, one -> one.batch() == 2);
        for (int batch : IntStream.range(3, batches).toArray()) {
            cycle.retainAll(names(done, inBatch(batch)));
        }
        cycle.removeAll(beside);
        Set<String> closing = names(done, one -> one.doing() == Doing.STOPPING);
        closing.removeAll(beside);
        closing.removeAll(cycle);
        Set<String> startUp = names(done, one -> one.doing() == Doing.WORKING && one.batch() <= 1);
        startUp.removeAll(beside);
        startUp.removeAll(cycle);
        startUp.removeAll(closing);
        List<Step> steps = new ArrayList<>();
        startUp.forEach(name -> steps.add(step(Phase.START_UP, name, done, one -> true, coordinator, leader)));
        names(done, inBatch(3)).stream()
                .filter(cycle::contains)
                .forEach(name -> steps.add(step(Phase.CYCLE, name, done, inBatch(3), coordinator, leader)));
        beside.forEach(name -> steps.add(step(Phase.BESIDE, name, done, one -> true, coordinator, leader)));
        closing.forEach(name -> steps.add(step(Phase.SHUT_DOWN, name, done, one -> true, coordinator, leader)));
        return new Cycle(steps);
    }

    private static Predicate<Seen> inBatch(int batch) {
        return one -> one.batch() == batch;
    }

    private static Set<String> names(List<Seen> seen, Predicate<Seen> which) {
        return seen.stream().filter(which).map(Seen::step).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Step step(
            Phase phase, String name, List<Seen> done, Predicate<Seen> which, int coordinator, int leader) {
        TappedRequest request = done.stream()
                .filter(which.and(one -> one.step().equals(name)))
                .findFirst()
                .orElseThrow()
                .request();
        return new Step(phase, name, request.apiKey(), request.apiVersion(), party(request, coordinator, leader));
    }

    private static Party party(TappedRequest request, int coordinator, int leader) {
        boolean idempotentOnly = request.apiKey() == ApiKeys.INIT_PRODUCER_ID
                && ((InitProducerIdRequestData) request.body()).transactionalId() == null;
        if (ANY_BROKER.contains(request.apiKey()) || idempotentOnly) {
            return Party.ANY_BROKER;
        }
        if (request.brokerId() == coordinator) {
            return Party.COORDINATOR;
        }
        return request.brokerId() == leader ? Party.LEADER : Party.ANY_BROKER;
    }
}
