package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchFeedTest {
    private static final List<String> PAGES = List.of("/a", "/b", "/c", "/d", "/e");

    private final AtomicLong committed = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final List<Event> log = new ArrayList<>();
    private final BatchFeed feed = new BatchFeed(this::append, PAGES, 2, failures::add);

    private List<Event> append(List<String> pages) {
        List<Event> batch = new ArrayList<>();
        for (String page : pages) {
            Event event = new Event("e-" + log.size(), page, 0, log.size());
            log.add(event);
            batch.add(event);
        }
        return batch;
    }

    private long committed() {
        asked.incrementAndGet();
        return committed.get();
    }

    /** Until the feed has looked twice more: what it was to do it has done by then. */
    private void awaitTwoLooks() {
        int before = asked.get();
        Awaitility.await("the feed to look twice")
                .atMost(Duration.ofSeconds(10))
                .until(() -> asked.get() >= before + 2);
    }

    @AfterEach
    void closeTheFeed() {
        feed.close();
    }

    @Test
    void theFirstBatchIsWrittenBeforeAnythingIsCommitted() throws Exception {
        feed.begin();

        assertThat(feed.events()).extracting(Event::page).containsExactly("/a", "/b");
        assertThat(feed.endOffsets()).containsEntry(0, 2L);
        assertThat(feed.isWhole()).isFalse();
    }

    @Test
    void theNextBatchWaitsUntilTheOneBeforeIsCommitted() throws Exception {
        feed.begin();
        feed.follow(this::committed);

        committed.set(1);
        awaitTwoLooks();
        assertThat(feed.written()).isEqualTo(2);

        committed.set(2);
        Awaitility.await("the second batch").until(() -> feed.written() == 4);
    }

    @Test
    void theLastBatchHasWhatIsLeft() throws Exception {
        committed.set(PAGES.size());
        feed.begin();
        feed.follow(this::committed);

        Awaitility.await("all events").until(feed::isWhole);
        assertThat(feed.events()).extracting(Event::page).containsExactlyElementsOf(PAGES);
    }

    @Test
    void aPauseHoldsBackWhatComesBehindItUntilItIsTakenBack() throws Exception {
        committed.set(PAGES.size());
        feed.pauseBefore(4);
        feed.begin();
        feed.follow(this::committed);

        Awaitility.await("the second batch").until(() -> feed.written() == 4);
        assertThat(feed.isWhole()).isFalse();

        feed.goOn();
        Awaitility.await("all events").until(feed::isWhole);
    }

    @Test
    void whatKeepsItFromWritingIsTold() throws Exception {
        feed.begin();
        feed.follow(() -> {
            throw new IllegalStateException("no broker");
        });

        Awaitility.await("the failure").until(() -> failures.size() == 1);
        assertThat(failures.get(0)).hasMessage("no broker");
    }
}
