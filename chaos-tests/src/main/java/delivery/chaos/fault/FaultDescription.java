package delivery.chaos.fault;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.testbed.Aim;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What there is to say of a fault before it strikes, see {@link Fault}. Built once, in the constructor of an
 * {@link AimedFault}.
 */
public final class FaultDescription {
    /** Decides when to strike, as {@link Fault#schedule}. */
    @FunctionalInterface
    public interface Scheduler {
        List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition);
    }

    /** What is there before it, its first events, and the rest. */
    private static final int WAVES_AROUND_A_NEW_PARTITION = 3;

    final String name;
    final String sentence;
    String when;
    Set<Circumstance> circumstances = Set.of();
    int firings;
    Scheduler scheduler = (random, events) -> List.of();
    Predicate<Guarantee> concerned = guarantee -> true;
    Set<BrokerOperation> brokerOperations = Set.of();
    int waves;
    boolean addsPartition;
    Map<String, String> clientSettings = Map.of();

    private FaultDescription(String name, String sentence) {
        this.name = name;
        this.sentence = sentence;
        this.when = name.replace('-', ' ');
    }

    /**
     * Begins one, of a fault that never fires and concerns everybody.
     *
     * @param name as {@link Fault#name}
     * @param sentence as {@link Fault#description}
     */
    public static FaultDescription of(String name, String sentence) {
        return new FaultDescription(name, sentence);
    }

    /** What happens, in a few words, as {@link Fault#when}: the first that a reader of the matrix sees of it. */
    public FaultDescription when(String happens) {
        when = happens;
        return this;
    }

    /** What the pipeline goes through. */
    public FaultDescription takesThrough(Circumstance... these) {
        circumstances = Set.of(these);
        return this;
    }

    /** It fires once at each of these, in this order, spread over the events of one partition. */
    public FaultDescription strikesAt(Aim.Step... steps) {
        return schedule(steps.length, (random, events) -> Aim.spread(random, events, List.of(steps)));
    }

    /** It fires once, early in a partition: it has to wait for more of the same afterwards. */
    public FaultDescription strikesEarlyAt(Aim.Step step) {
        return schedule(1, (random, events) -> Aim.early(random, events, step));
    }

    /** It fires once, at the first of these in a partition: nothing was committed there before. */
    public FaultDescription strikesFirstAt(Aim.Step step) {
        return schedule(1, (random, events) -> Aim.first(random, events, step));
    }

    /** It fires so often, at moments that this decides by the seed. */
    public FaultDescription schedule(int times, Scheduler by) {
        firings = times;
        scheduler = by;
        return this;
    }

    /** It asks something only of a pipeline that promises this. */
    public FaultDescription concerns(Predicate<Guarantee> these) {
        concerned = these;
        return this;
    }

    /** The input is written in so many waves, each once the fault asks for it: see {@link Fault#waves}. */
    public FaultDescription inputInWaves(int number) {
        waves = number;
        return this;
    }

    /** It adds a partition to the input topic: see {@link Fault#addsPartition}. */
    public FaultDescription addsPartition() {
        addsPartition = true;
        return inputInWaves(WAVES_AROUND_A_NEW_PARTITION);
    }

    /** It does this to brokers, and other pipelines on the same cluster would feel it. */
    public FaultDescription breaksBrokers(BrokerOperation... by) {
        brokerOperations = Set.of(by);
        return this;
    }

    /**
     * Settings of the pipeline's clients that only this fault needs, beside those that it was given before: times that
     * it must not wait long for, or sizes.
     */
    public FaultDescription clientSettings(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(clientSettings);
        all.putAll(settings);
        clientSettings = Map.copyOf(all);
        return this;
    }
}
