package delivery.chaos.pipeline;

import delivery.chaos.pipeline.Program.DatabaseUse;
import delivery.consumer.DeduplicationWindow;
import delivery.consumer.Naive;
import delivery.consumer.OffsetsFirst;
import delivery.consumer.OffsetsInDatabase;
import delivery.consumer.Outbox;
import delivery.consumer.UniqueKey;
import delivery.consumer.Upsert;
import delivery.sabotaged.Variant;
import java.util.List;
import java.util.Optional;

/** The pipelines that count into a database, from the weakest promise to the strongest. */
public final class OutsidePipelines {
    private static final DatabaseUse EFFECTS = new DatabaseUse(true, false);
    private static final DatabaseUse RELAYED = new DatabaseUse(false, false);
    private static final DatabaseUse EFFECTS_AND_OFFSETS = new DatabaseUse(true, true);

    public static final List<PipelineUnderTest> ALL = List.of(
            PipelineUnderTest.outside(OffsetsFirst.class, OffsetsFirst.GUARANTEE, OffsetsFirst::settings, EFFECTS),
            PipelineUnderTest.outside(Naive.class, Naive.GUARANTEE, Naive::settings, EFFECTS),
            PipelineUnderTest.outside(
                    DeduplicationWindow.class, DeduplicationWindow.GUARANTEE, DeduplicationWindow::settings, EFFECTS),
            PipelineUnderTest.outside(Outbox.class, Outbox.GUARANTEE, Outbox::settings, RELAYED),
            PipelineUnderTest.outside(UniqueKey.class, UniqueKey.GUARANTEE, UniqueKey::settings, EFFECTS),
            PipelineUnderTest.outside(Upsert.class, Upsert.GUARANTEE, Upsert::settings, EFFECTS),
            PipelineUnderTest.outside(
                    OffsetsInDatabase.class,
                    OffsetsInDatabase.GUARANTEE,
                    OffsetsInDatabase::settings,
                    EFFECTS_AND_OFFSETS));

    private OutsidePipelines() {}

    /** What a variant of one of them keeps in its database: the same; empty for any other. */
    static Optional<DatabaseUse> databaseOf(Variant variant) {
        return ALL.stream()
                .filter(module -> module.guarantee()
                                .expectations()
                                .equals(variant.claim().expectations())
                        && module.guarantee().promise().equals(variant.claim().promise()))
                .findFirst()
                .flatMap(module -> module.program().database());
    }
}
