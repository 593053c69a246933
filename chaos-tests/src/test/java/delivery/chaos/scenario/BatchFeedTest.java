package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.InputWriter;
import delivery.chaos.workload.Portion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchFeedTest {
    private static final List<String> PAGES = List.of("/a", "/b", "/c", "/d", "/e");
    private static final List<Portion> PORTIONS =
            List.of(new Portion(0, 2, List.of()), new Portion(2, 4, List.of()), new Portion(4, 5, List.of()));

    private final AtomicLong committed = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final List<Event> log = new ArrayList<>();
    private final BatchFeed feed = feed(0, 0);

    /** @param misplacedBy how far from its place every event comes to stand */
    private BatchFeed feed(long backlogEvents, int misplacedBy) {
        InputEvents.Builder planned = new InputEvents.Builder(number -> "e-" + number, 1);
        PAGES.forEach(page -> planned.event(0));
        return new BatchFeed(
                portion -> append(portion, misplacedBy), PORTIONS, planned.build(), backlogEvents, failures::add);
    }

    private InputWriter.Written append(Portion portion, int misplacedBy) {
        List<Event> batch = new ArrayList<>();
        for (String page : PAGES.subList(portion.from(), portion.to())) {
            Event event = new Event("e-" + log.size(), page, 0, log.size() + misplacedBy);
            log.add(event);
            batch.add(event);
        }
        return new InputWriter.Written(batch, List.of());
    }

    private long committed() {
        asked.incrementAndGet();
        return committed.get();
    }

    /** Until the feed has looked twice more: what it was to do it has done by then. */
    private void awaitTwoLooks() {
        int before = asked.get();
        Awaitility.await("the feed to look twice")
                .atMost(Duration.ofSeconds(60))
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
    void itAwaitsThePipelineAsLongAsTheBacklogIsFullAndNothingElseHoldsItBack() throws Exception {
        feed.begin();
        assertThat(feed.awaitsPipeline()).isFalse();

        feed.follow(this::committed);
        awaitTwoLooks();
        assertThat(feed.awaitsPipeline()).isTrue();

        feed.pauseBefore(2);
        assertThat(feed.awaitsPipeline()).isFalse();

        feed.goOn();
        committed.set(PAGES.size());
        Awaitility.await("all events").until(feed::isWhole);
        assertThat(feed.awaitsPipeline()).isFalse();
    }

    @Test
    void theNextBatchDoesNotWaitForABacklogThatMayBe() throws Exception {
        try (BatchFeed ahead = feed(1, 0)) {
            ahead.begin();
            ahead.follow(this::committed);
            committed.set(1);

            Awaitility.await("the second batch").until(() -> ahead.written() == 4);
        }
    }

    @Test
    void anEventThatStandsElsewhereThanPlannedIsAFailure() throws Exception {
        try (BatchFeed astray = feed(0, 1)) {
            assertThatThrownBy(astray::begin)
                    .hasMessageContaining("e-0")
                    .hasMessageContaining("offset=0")
                    .hasMessageContaining("offset=1");
        }
    }

    @Test
    void whatIsBeingWrittenWhenItIsClosedStandsInItsEvents() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        InputEvents.Builder planned = new InputEvents.Builder(number -> "e-" + number, 1);
        PAGES.forEach(page -> planned.event(0));
        BatchFeed slow = new BatchFeed(
                portion -> {
                    if (portion.from() > 0) {
                        writing.countDown();
                        goOn.await();
                    }
                    return append(portion, 0);
                },
                PORTIONS,
                planned.build(),
                PAGES.size(),
                failures::add);
        slow.begin();
        slow.follow(this::committed);
        writing.await();
        Thread closer = new Thread(slow::close, "closer");
        closer.start();
        goOn.countDown();
        closer.join();

        assertThat(slow.events()).hasSameSizeAs(log);
        assertThat(failures).isEmpty();
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
    void aPauseHoldsBackWhatComesAfterItUntilItIsTakenBack() throws Exception {
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
