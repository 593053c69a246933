package delivery.chaos.scenario;

import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.workload.PageViews;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much a scenario's pipeline is given, and of what.
 *
 * @param eventsFile {@code chaos.events}: a file with one page a line; events are made up if absent
 * @param events {@code chaos.events.count}: how many a cell has at least, from 10,000; if absent, 10,000 or as many as
 *     the file has lines
 * @param partitions {@code chaos.partitions}: of input and output topic; 3 if absent
 * @param valueBytes {@code chaos.value.bytes}: size of an event's value; that of {@value #VALUE} if absent
 */
public record InputOptions(Optional<String> eventsFile, OptionalInt events, int partitions, int valueBytes) {
    /** What the value of an event says, from its beginning on and again as often as it takes. */
    public static final String VALUE = "view";

    /** As if none was given. */
    public static final InputOptions DEFAULT =
            new InputOptions(Optional.empty(), OptionalInt.empty(), ScenarioTopics.PARTITIONS, VALUE.length());

    /**
     * Where the pages of the events come from. Throws as {@link PageViews#fromFile} does.
     *
     * @param startedIn the directory that a relative file is meant from
     */
    public PageViews pageViews(Path startedIn) {
        return eventsFile.isPresent()
                ? PageViews.fromFile(startedIn.resolve(eventsFile.get()).normalize(), events)
                : new PageViews.Generated(events.orElse(PageViews.MIN_EVENTS));
    }

    /** A value of so many bytes. */
    static String value(int bytes) {
        return VALUE.repeat(bytes / VALUE.length() + 1).substring(0, bytes);
    }

    /** What was asked for as part of a command line, with a space before each option. */
    public String options() {
        return eventsFile.map(file -> " -Dchaos.events=" + file).orElse("")
                + (events.isPresent() ? " -Dchaos.events.count=" + events.getAsInt() : "")
                + (partitions == ScenarioTopics.PARTITIONS ? "" : " -Dchaos.partitions=" + partitions)
                + (valueBytes == VALUE.length() ? "" : " -Dchaos.value.bytes=" + valueBytes);
    }
}
