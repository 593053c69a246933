package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import delivery.junit.JudgedPipeline;
import delivery.junit.JudgedUnder;
import delivery.junit.Judgement;

@JudgedPipeline(main = PageViews.class, promise = "idempotent-producer")
class PageViewsTest {
    @JudgedUnder({"acks-lost", "pipeline-killed"})
    void losesNothing(Judgement judgement) {
        assertEquals(0, judgement.count("lost"));
    }
}
