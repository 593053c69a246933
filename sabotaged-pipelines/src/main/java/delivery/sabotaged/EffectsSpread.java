package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Clients;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The effects of a page lie in all partitions of the output topic, and its count goes on from the greatest of them. */
final class EffectsSpread extends AtLeastOnce {
    static final Innocent INNOCENT = new Innocent(
            "effects-spread",
            "effects spread over the output partitions by event id, counts restored from all of them",
            GUARANTEE,
            List.of("none", "none-ragged"),
            EffectsSpread::new);

    private final Map<String, Long> allCounts = new HashMap<>();
    private final Consumer<String, String> effects;
    private final List<TopicPartition> outputs;

    private EffectsSpread(PipelineFlags flags) throws IOException {
        this(flags, connect(flags, settings(flags)));
    }

    private EffectsSpread(PipelineFlags flags, Clients clients) {
        super(flags, clients);
        effects = clients.effects();
        outputs = effects.partitionsFor(flags.outputTopic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        effects.assign(outputs);
        Map<TopicPartition, Long> ends = effects.endOffsets(outputs);
        effects.seekToBeginning(outputs);
        while (outputs.stream().anyMatch(output -> effects.position(output) < ends.get(output))) {
            effects.poll(Duration.ofMillis(100))
                    .forEach(effect -> allCounts.merge(effect.key(), Long.valueOf(effect.value()), Math::max));
        }
    }

    @Override
    protected ProducerRecord<String, String> effectOf(ConsumerRecord<String, String> event) {
        int partition = Math.floorMod(Effects.eventId(event.headers()).hashCode(), outputs.size());
        String count = String.valueOf(allCounts.merge(event.key(), 1L, Long::sum));
        return new ProducerRecord<>(outputs.get(0).topic(), partition, event.key(), count, event.headers());
    }
}
