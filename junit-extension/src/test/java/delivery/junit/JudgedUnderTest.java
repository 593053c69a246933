package delivery.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a test is said in a line, and nothing is started for it. */
class JudgedUnderTest {
    /** A pipeline, as far as can be seen from outside. */
    static final class PageViews {
        private PageViews() {}

        public static void main(String[] arguments) {}
    }

    static final class NoProgram {
        private NoProgram() {}
    }

    @JudgedPipeline(main = PageViews.class, promise = "at-least-once")
    static class OfAnUnknownFault {
        @JudgedUnder({"none", "acks-lots"})
        void isJudged() {}
    }

    @JudgedPipeline(main = PageViews.class, promise = "at-least-twice")
    static class OfAnUnknownPromise {
        @JudgedUnder("none")
        void isJudged() {}
    }

    @JudgedPipeline(main = PageViews.class)
    static class WithoutPromise {
        @JudgedUnder("none")
        void isJudged() {}
    }

    @JudgedPipeline(main = NoProgram.class, promise = "at-least-once")
    static class WithoutMain {
        @JudgedUnder("none")
        void isJudged() {}
    }

    @JudgedPipeline(promise = "at-least-once")
    static class OfNothing {
        @JudgedUnder("none")
        void isJudged() {}
    }

    @JudgedPipeline(main = PageViews.class, description = "pipeline.yaml")
    static class OfTwo {
        @JudgedUnder("none")
        void isJudged() {}
    }

    @JudgedPipeline(description = "no-such.yaml")
    static class OfAMissingFile {
        @JudgedUnder("none")
        void isJudged() {}
    }

    static class WithoutPipeline {
        @JudgedUnder("none")
        void isJudged() {}
    }

    @JudgedPipeline(main = PageViews.class, promise = "at-least-once")
    static class OfAFaultTwice {
        @JudgedUnder({"none", "none"})
        void isJudged() {}
    }

    @JudgedPipeline(main = PageViews.class, promise = "at-least-once")
    static class OfAFaultThatIsOfOthers {
        @JudgedUnder("killed-before-end-txn")
        void isJudged() {}
    }

    @Test
    void namesTheNearestFaultInEachTestOfTheMethod() {
        assertThat(TestKit.failures(TestKit.run(OfAnUnknownFault.class)))
                .hasSize(2)
                .containsOnly("unknown fault 'acks-lots'; did you mean 'acks-lost'?");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(TestKit.failures(TestKit.run(
                        WithoutPromise.class,
                        WithoutMain.class,
                        OfNothing.class,
                        OfTwo.class,
                        WithoutPipeline.class,
                        OfAFaultTwice.class)))
                .containsExactly(
                        "@JudgedPipeline of WithoutPromise needs a promise, as promise = \"at-least-once\"",
                        "@JudgedPipeline of WithoutMain names a class without public static void main(String[]): "
                                + NoProgram.class.getName(),
                        "@JudgedPipeline of OfNothing needs main or description",
                        "@JudgedPipeline of OfTwo needs main or description, and has both",
                        "WithoutPipeline says of no pipeline that it is judged; annotate it with @JudgedPipeline",
                        "@JudgedUnder of isJudged() names no fault, or one of them twice");
    }

    @Test
    void saysWhatTheHarnessSaysOfADescription() {
        assertThat(TestKit.failures(TestKit.run(OfAnUnknownPromise.class, OfAMissingFile.class)))
                .satisfiesExactly(
                        unknown -> assertThat(unknown).contains("page-views.yaml:", "at-least-twice", "at-least-once"),
                        missing -> assertThat(missing).contains("no-such.yaml does not exist"));
    }

    @Test
    void saysThatAFaultAsksNothingOfAPromise() {
        assertThat(TestKit.failures(TestKit.run(OfAFaultThatIsOfOthers.class)))
                .singleElement()
                .asString()
                .contains("nothing to run: killed-before-end-txn concerns none of");
    }

    @ParameterizedTest
    @CsvSource({"PageViews, page-views", "HTTPSource, http-source", "Views2Kafka, views2-kafka", "X, x"})
    void namesAPipelineAfterItsClass(String simpleName, String name) {
        assertThat(PipelineOfTest.hyphened(simpleName)).isEqualTo(name);
    }
}
