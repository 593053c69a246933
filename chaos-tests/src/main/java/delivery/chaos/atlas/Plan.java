package delivery.chaos.atlas;

import delivery.chaos.audit.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a run of the atlas runs, of what there is.
 *
 * @param entries in the order of modules, steps and strikes, each as often as it is run; the usual orders of
 *     transactions first
 * @param known number of scenarios that there are of the recorded modules
 */
record Plan(List<AtlasEntry> entries, int known) {
    /**
     * Chooses by what was asked for.
     *
     * @throws IllegalArgumentException if something was that there is not: with the nearest that there is
     */
    static Plan of(List<Recording> recordings, AtlasOptions options) {
        options.requireKnown(recordings.stream()
                .flatMap(recording -> recording.faults().stream()
                        .map(fault -> Cell.id(recording.module().name(), fault.name())))
                .toList());
        List<AtlasEntry> entries = new ArrayList<>();
        int strikes = 0;
        int named = 0;
        for (Recording recording : usualFirst(recordings)) {
            for (AtlasFault fault : recording.faults()) {
                String id = Cell.id(recording.module().name(), fault.name());
                boolean wanted = fault instanceof StepFault strike
                        ? options.wants(id, strikes++, strike.strike())
                        : options.wants(id, named++);
                if (wanted) {
                    options.repetitionNumbers().stream()
                            .map(repetition -> new AtlasEntry(recording.module(), fault, repetition, null))
                            .forEach(entries::add);
                }
            }
        }
        return new Plan(List.copyOf(entries), strikes + named);
    }

    /** Number of scenarios, each counted once. */
    int asked() {
        return (int) entries.stream().map(AtlasEntry::id).distinct().count();
    }

    /** One more order of a transaction must change neither the numbers of the others nor the choice of a tenth. */
    private static List<Recording> usualFirst(List<Recording> recordings) {
        return recordings.stream()
                .sorted(Comparator.comparing(Recording::order))
                .toList();
    }
}
