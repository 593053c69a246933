package org.example.pageviews;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After a rollback, goes on from the committed offsets. {@code DefaultAfterRollbackProcessor} goes back to the first
 * record of the batch; where the commit was carried out and only its answer did not come, that does the batch twice.
 */
@Component
@Profile("!default-after-rollback & !without-transactions")
class SettledRollback implements AfterRollbackProcessor<Object, Object> {
    /** Longer than a transaction may be open. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final TransactionTemplate transactions;
    private final CommonContainerStoppingErrorHandler stopping = new CommonContainerStoppingErrorHandler();

    SettledRollback(KafkaTransactionManager<?, ?> manager) {
        transactions = new TransactionTemplate(manager);
    }

    @Override
    public void processBatch(
            ConsumerRecords<Object, Object> records,
            List<ConsumerRecord<Object, Object>> list,
            Consumer<Object, Object> consumer,
            MessageListenerContainer container,
            Exception failure,
            boolean recoverable,
            EOSMode eosMode) {
        try {
            settle();
            seekToCommitted(consumer, records.partitions());
        } catch (RuntimeException unsettled) {
            // Whoever went on here would pass the batch over.
            unsettled.addSuppressed(failure);
            stopping.handleBatch(unsettled, records, consumer, container, () -> {});
        }
    }

    @Override
    public void process(
            List<ConsumerRecord<Object, Object>> records,
            Consumer<Object, Object> consumer,
            MessageListenerContainer container,
            Exception failure,
            boolean recoverable,
            EOSMode eosMode) {
        throw new UnsupportedOperationException("listeners here take batches");
    }

    /** An empty transaction: its producer, if it is a new one, ends what the one before left. */
    private void settle() {
        transactions.executeWithoutResult(status -> {});
    }

    private static void seekToCommitted(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
        Set<TopicPartition> owned = partitions.stream()
                .filter(consumer.assignment()::contains)
                .collect(Collectors.toSet());
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(owned, PATIENCE);
        owned.forEach(partition -> seek(consumer, partition, committed.get(partition)));
    }

    private static void seek(Consumer<?, ?> consumer, TopicPartition partition, OffsetAndMetadata committed) {
        if (committed == null) {
            consumer.seekToBeginning(Set.of(partition));
        } else {
            consumer.seek(partition, committed);
        }
    }
}
