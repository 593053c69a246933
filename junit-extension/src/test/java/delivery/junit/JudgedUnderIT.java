package delivery.junit;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.atleastonce.AtLeastOnce;
import delivery.sabotaged.SabotagedPipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** One pipeline that keeps its promise and one that does not, on one cluster, of which nothing is left. */
class JudgedUnderIT {
    private static final List<Long> DUPLICATED = new CopyOnWriteArrayList<>();

    /** A module has its name to itself. */
    static final class PageViews {
        private PageViews() {}

        public static void main(String[] flags) {
            AtLeastOnce.main(flags);
        }
    }

    static final class HastyPageViews {
        private HastyPageViews() {}

        public static void main(String[] flags) {
            SabotagedPipeline.main(Stream.concat(Stream.of("commit-before-flush"), Stream.of(flags))
                    .toArray(String[]::new));
        }
    }

    @JudgedPipeline(main = PageViews.class, promise = "at-least-once")
    static class PageViewsKept {
        @JudgedUnder("acks-lost")
        void keepsItsPromise(Judgement judgement) {
            DUPLICATED.add(judgement.count("duplicated"));
        }

        @JudgedUnder("acks-lost")
        void keepsItAgain(Judgement judgement) {
            keepsItsPromise(judgement);
        }
    }

    @JudgedPipeline(main = HastyPageViews.class, promise = "at-least-once")
    static class PageViewsLost {
        @JudgedUnder("killed-behind-commit")
        void keepsItsPromise() {}
    }

    @Test
    void passesWhoKeepsItsPromiseAndFailsWhoDoesNot() {
        EngineExecutionResults results = TestKit.runAllAtOnce(PageViewsKept.class, PageViewsLost.class);

        results.testEvents()
                .assertStatistics(tests -> tests.started(3).succeeded(2).failed(1));
        assertThat(DUPLICATED).containsExactly(750L, 750L);
        assertThat(TestKit.failures(results))
                .singleElement()
                .asString()
                .startsWith("hasty-page-views under killed-behind-commit is FAIL: ")
                .contains("250 events were lost, which is forbidden")
                .contains("see target/delivery-reports/", "-Dchaos.seed=");
        assertThat(Path.of("target/delivery-report/index.html")).exists();
        assertThat(childProcesses()).isEmpty();
    }

    private static Set<String> childProcesses() {
        return ProcessHandle.current()
                .descendants()
                .flatMap(process -> process.info().commandLine().stream())
                .collect(Collectors.toSet());
    }
}
