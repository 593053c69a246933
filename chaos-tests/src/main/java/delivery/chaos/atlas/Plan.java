package delivery.chaos.atlas;

import delivery.chaos.audit.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run of the atlas runs, of what there is.
 *
 * @param entries in the order of modules, steps and strikes, each as often as it is run
 * @param known number of scenarios that there are of the recorded modules
 */
record Plan(List<Entry> entries, int known) {
    /** Chooses by what was asked for, in the order of the recordings. */
    static Plan of(List<Recording> recordings, AtlasOptions options) {
        List<Entry> entries = new ArrayList<>();
        int strikes = 0;
        int named = 0;
        for (Recording recording : recordings) {
            for (AtlasFault fault : recording.faults()) {
                String id = Cell.id(recording.module().name(), fault.name());
                boolean wanted = fault instanceof StepFault strike
                        ? options.wants(id, strikes++, strike.strike())
                        : options.wants(id, named++);
                if (wanted) {
                    options.repetitionNumbers().stream()
                            .map(repetition -> new Entry(recording.module(), fault, repetition, null))
                            .forEach(entries::add);
                }
            }
        }
        return new Plan(List.copyOf(entries), strikes + named);
    }

    /** Number of scenarios, each counted once. */
    int asked() {
        return (int) entries.stream().map(Entry::id).distinct().count();
    }
}
