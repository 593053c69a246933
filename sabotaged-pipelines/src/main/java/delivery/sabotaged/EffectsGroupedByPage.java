package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The effects of a poll are sent page by page: in order is what has one page, and pages are in no order to each other.
 */
final class EffectsGroupedByPage extends AtLeastOnce {
    static final Innocent INNOCENT = new Innocent(
            "effects-grouped-by-page",
            "effects of a poll sent page by page",
            GUARANTEE,
            List.of("none", "none-ragged"),
            EffectsGroupedByPage::new);

    private EffectsGroupedByPage(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        Map<TopicPartition, List<ConsumerRecord<String, String>>> grouped = new LinkedHashMap<>();
        for (TopicPartition partition : events.partitions()) {
            grouped.put(
                    partition,
                    events.records(partition).stream()
                            .sorted(Comparator.comparing(ConsumerRecord::key))
                            .toList());
        }
        super.process(new ConsumerRecords<>(grouped, events.nextOffsets()));
    }
}
