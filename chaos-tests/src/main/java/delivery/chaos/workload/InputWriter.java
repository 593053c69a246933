package delivery.chaos.workload;

import delivery.chaos.form.EventForm;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Gap;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Writes the input topic portion by portion; in between stands what it aborts. */
public final class InputWriter implements Closeable {
    /** Where a portion's events stand, and what stands between them. */
    public record Written(List<Event> events, List<Gap> gaps) {}

    private static final String RECORDS = "records of a transaction that was aborted";
    private static final String MARKER = "the marker that aborts a transaction";

    private final Admin admin;
    private final Map<String, Object> cluster;
    private final String topic;
    private final String idPrefix;
    private final List<String> pages;
    private final EventWriter events;
    private final EventForm form;
    private AbortedWriter aborted;

    /**
     * @param cluster by which a client reaches listeners that no fault touches
     * @param idPrefix makes the ids unique among scenarios
     * @param pages of all events, in order
     * @param events writes them
     * @param form of those that are aborted, too
     */
    public InputWriter(
            Admin admin,
            Map<String, Object> cluster,
            String topic,
            String idPrefix,
            List<String> pages,
            EventWriter events,
            EventForm form) {
        this.admin = admin;
        this.cluster = cluster;
        this.topic = topic;
        this.idPrefix = idPrefix;
        this.pages = pages;
        this.events = events;
        this.form = form;
    }

    /**
     * Writes a portion; its transaction is undecided until its events are written.
     *
     * @throws ExecutionException if a record was not acknowledged
     */
    public Written write(Portion portion) throws InterruptedException, ExecutionException {
        List<String> portionPages = pages.subList(portion.from(), portion.to());
        if (portion.abortedPages().isEmpty()) {
            return new Written(events.write(portionPages), List.of());
        }
        if (aborted == null) {
            aborted = new AbortedWriter(admin, cluster, topic, idPrefix + "-aborted", form);
        }
        Map<Integer, Gap> records = new TreeMap<>();
        // Nobody else writes meanwhile, so that those of one partition are neighbours.
        aborted.begin(portion.abortedPages())
                .forEach(record -> records.merge(
                        record.partition(),
                        new Gap(record.partition(), record.offset(), record.offset(), RECORDS),
                        (one, next) -> new Gap(one.partition(), one.first(), next.last(), RECORDS)));
        List<Event> written = events.write(portionPages);
        List<Gap> gaps = new ArrayList<>(records.values());
        aborted.abort().forEach((partition, offset) -> gaps.add(new Gap(partition, offset, offset, MARKER)));
        return new Written(written, gaps);
    }

    @Override
    public void close() {
        events.close();
        if (aborted != null) {
            aborted.close();
        }
    }
}
