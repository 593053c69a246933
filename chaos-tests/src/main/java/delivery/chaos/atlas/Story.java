package delivery.chaos.atlas;

import delivery.chaos.report.atlas.AtlasStory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the literature tells of delivery guarantees, and which scenario of a module it is.
 *
 * @param place of the scenario within a module whose steps are these, or why the module has none
 */
record Story(String title, Function<Cycle, StoryPlace> place) {
    private static final String ONE_TRANSACTION = "its effects and its offsets become valid together, by EndTxn";
    private static final String NO_TRANSACTION = "no EndTxn crosses its wire: it has no transactions";
    private static final String COMMITS_FIRST =
            "it commits the offsets before it sends the effects: nothing lies between an effect and its commit";

    /**
     * Where a story is to be found.
     *
     * @param scenario {@code produce/broker-killed}; empty if nowhere
     * @param why it is found nowhere; empty if it is
     */
    record StoryPlace(String scenario, String why) {
        private static StoryPlace none(String why) {
            return new StoryPlace("", why);
        }

        private static StoryPlace of(Optional<CycleStep> step, Strike strike, String otherwise) {
            return step.map(one -> new StoryPlace(new StepFault(one, strike, TransactionOrder.AS_FLUSHED).name(), ""))
                    .orElse(none(otherwise));
        }

        private static StoryPlace of(Cycle cycle, String fault, String otherwise) {
            return NamedFault.of(cycle, TransactionOrder.AS_FLUSHED).stream()
                    .filter(one -> one.id().equals(fault))
                    .map(one -> new StoryPlace(one.name(), ""))
                    .findFirst()
                    .orElse(none(otherwise));
        }
    }

    static final List<Story> ALL = List.of(
            new Story(
                    "The broker fails after writing and before the ack",
                    cycle -> StoryPlace.of(
                            cycle.find(Cycle.PRODUCE), Strike.BROKER_KILLED_AFTER, "it sends no Produce")),
            new Story(
                    "The ack is late and the producer retries",
                    cycle -> StoryPlace.of(cycle, LateAck.ID, "it sends no Produce")),
            new Story(
                    "Killed after the effect and before the offset commit",
                    cycle -> StoryPlace.of(cycle.commitAfterEffects(), Strike.KILLED_BEFORE, COMMITS_FIRST)),
            new Story(
                    "Killed after the offset commit and before the effect",
                    cycle -> StoryPlace.of(
                            cycle.commitBeforeEffects(),
                            Strike.KILLED_AFTER,
                            "it sends the effects before the offsets"
                                    + (cycle.find(Cycle.END_TXN).isPresent() ? "; " + ONE_TRANSACTION : ""))),
            new Story(
                    "A zombie wakes up after its replacement has taken over",
                    cycle -> StoryPlace.of(cycle.find(Cycle.PRODUCE), Strike.PAUSED, "it sends no Produce")),
            new Story(
                    "The transaction coordinator dies after prepare-commit",
                    cycle -> StoryPlace.of(cycle.find(Cycle.END_TXN), Strike.BROKER_KILLED_AFTER, NO_TRANSACTION)),
            new Story(
                    "A rebalance between effect and commit",
                    cycle -> StoryPlace.of(cycle.commitAfterEffects(), Strike.PAUSED, COMMITS_FIRST)),
            new Story(
                    "A second instance with the same transactional.id",
                    cycle -> StoryPlace.of(
                            cycle,
                            "second-instance",
                            cycle.transactionalId().isEmpty()
                                    ? "its producer has no transactional.id"
                                    : "its transactional.id, " + cycle.transactionalId()
                                            + ", is not made of the name that an instance is given: every instance"
                                            + " makes up one of its own")),
            new Story(
                    "A commit comes late, in the middle of the next transaction (KAFKA-17754)",
                    cycle -> StoryPlace.of(cycle, LateEndTxn.ID, NO_TRANSACTION)));

    /**
     * What the report says of it.
     *
     * @param cycles of the modules, in their order
     * @param repeat the command for an id
     */
    AtlasStory told(Map<String, Cycle> cycles, Function<String, String> repeat) {
        return new AtlasStory(
                title,
                cycles.entrySet().stream()
                        .map(module -> told(module.getKey(), place.apply(module.getValue()), repeat))
                        .toList());
    }

    private static AtlasStory.Telling told(String module, StoryPlace place, Function<String, String> repeat) {
        String id = place.scenario().isEmpty() ? "" : module + "/" + place.scenario();
        return new AtlasStory.Telling(module, id, place.why(), id.isEmpty() ? "" : repeat.apply(id));
    }
}
