package org.example.pageviews;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.transaction.KafkaTransactionManager;

class SettledRollbackTest {
    private static final TopicPartition VIEWS = new TopicPartition("views", 0);
    private static final ConsumerRecords<Object, Object> BATCH =
            new ConsumerRecords<>(Map.of(VIEWS, List.of(new ConsumerRecord<>("views", 0, 10, "/a", ""))), Map.of());

    private final MockProducer<String, String> producer =
            new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());
    private final MockConsumer<Object, Object> consumer = new MockConsumer<>("earliest");
    private final AtomicBoolean stopped = new AtomicBoolean();

    @BeforeEach
    void assign() {
        consumer.assign(List.of(VIEWS));
        consumer.updateBeginningOffsets(Map.of(VIEWS, 3L));
        consumer.seek(VIEWS, 11);
    }

    private void rollBack() {
        DefaultKafkaProducerFactory<String, String> producers = new DefaultKafkaProducerFactory<>(Map.of()) {
            @Override
            protected Producer<String, String> createRawProducer(Map<String, Object> settings) {
                return producer;
            }
        };
        producers.setTransactionIdPrefix("views-");
        new SettledRollback(new KafkaTransactionManager<>(producers))
                .processBatch(
                        BATCH, List.of(), consumer, container(), new TimeoutException("a commit"), false, EOSMode.V2);
    }

    private MessageListenerContainer container() {
        return (MessageListenerContainer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MessageListenerContainer.class}, (self, method, given) -> {
                    if (method.getName().equals("stopAbnormally")) {
                        stopped.set(true);
                    }
                    return method.getName().equals("isRunning") ? !stopped.get() : null;
                });
    }

    @Test
    void aBatchThatWasCommittedAllTheSameIsNotDoneAgain() {
        consumer.commitSync(Map.of(VIEWS, new OffsetAndMetadata(11)));
        rollBack();
        assertEquals(11, consumer.position(VIEWS));
        assertTrue(producer.transactionInitialized());
    }

    @Test
    void aBatchThatWasNotCommittedIsDoneAgain() {
        consumer.commitSync(Map.of(VIEWS, new OffsetAndMetadata(10)));
        rollBack();
        assertEquals(10, consumer.position(VIEWS));
    }

    @Test
    void whereNothingIsCommittedItBeginsAtTheBeginning() {
        rollBack();
        assertEquals(3, consumer.position(VIEWS));
    }

    @Test
    void whereTheTransactionCannotBeSettledTheContainerStops() {
        producer.initTransactionException = new TimeoutException("no coordinator");
        assertThrows(KafkaException.class, this::rollBack);
        assertTrue(stopped.get());
    }
}
