package delivery.chaos.cluster;

import delivery.chaos.process.Patience;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The rights that a run needs on a cluster that is somebody's: each is exercised before anything else is done, by
 * laying the label, so that a missing one is named, and no scenario fails for it.
 *
 * @param label a topic that is not there yet
 * @param prefix of all names; it is what the label says
 */
record Rights(Admin admin, Map<String, Object> clientSettings, String label, String prefix) {
    private static final List<AclOperation> ON_TOPICS =
            List.of(AclOperation.READ, AclOperation.DELETE, AclOperation.ALTER_CONFIGS);
    private static final List<AclOperation> ON_GROUPS = List.of(AclOperation.DELETE);
    private static final Duration KNOWN_MAX = Duration.ofSeconds(30);

    /** Makes the topic that is the label. */
    void create() throws MissingRightException, InterruptedException, ExecutionException {
        try {
            admin.createTopics(List.of(new NewTopic(label, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof AuthorizationException) {
                throw new MissingRightException("CREATE on topics");
            }
            throw refused;
        }
    }

    /** Writes what the label says, then an offset of a group, and asks for the rights that this has not taken. */
    void exercise() throws MissingRightException, InterruptedException, ExecutionException {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        Map<String, Object> ofMember = new HashMap<>(settings);
        ofMember.put(CommonClientConfigs.GROUP_ID_CONFIG, label);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, label);
        try (KafkaProducer<String, String> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
                KafkaConsumer<String, String> member =
                        new KafkaConsumer<>(ofMember, new StringDeserializer(), new StringDeserializer())) {
            writeLabel(producer);
            require(ON_TOPICS, "topics", this::onTopics);
            commitOffset(producer, member);
            require(ON_GROUPS, "groups", this::onGroups);
        }
    }

    private void writeLabel(KafkaProducer<String, String> producer)
            throws MissingRightException, InterruptedException, ExecutionException {
        try {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(label, 0, "delivery-semantics", prefix))
                    .get();
            producer.commitTransaction();
        } catch (TransactionalIdAuthorizationException refused) {
            throw new MissingRightException("WRITE on transactional ids");
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof TopicAuthorizationException) {
                throw new MissingRightException("WRITE on topics");
            }
            throw refused;
        }
    }

    private void commitOffset(KafkaProducer<String, String> producer, KafkaConsumer<String, String> member)
            throws MissingRightException {
        try {
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(
                    Map.of(new TopicPartition(label, 0), new OffsetAndMetadata(0)), member.groupMetadata());
            producer.commitTransaction();
        } catch (GroupAuthorizationException refused) {
            throw new MissingRightException("READ on groups");
        }
    }

    private Set<AclOperation> onTopics() throws InterruptedException, ExecutionException {
        return admin.describeTopics(List.of(label), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames()
                .get()
                .get(label)
                .authorizedOperations();
    }

    private Set<AclOperation> onGroups() throws InterruptedException, ExecutionException {
        return admin.describeConsumerGroups(
                        List.of(label), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .all()
                .get()
                .get(label)
                .authorizedOperations();
    }

    /** A cluster that does not tell shows what is missing later. */
    private static void require(List<AclOperation> needed, String resources, Callable<Set<AclOperation>> authorized)
            throws MissingRightException {
        Set<AclOperation> allowed = known(authorized, resources);
        for (AclOperation operation : needed) {
            if (allowed != null && !allowed.contains(operation)) {
                throw new MissingRightException(operation + " on " + resources);
            }
        }
    }

    /** None if even that may not be asked. A broker learns of a topic or group later than the one that has it. */
    private static Set<AclOperation> known(Callable<Set<AclOperation>> authorized, String resources) {
        AtomicReference<Set<AclOperation>> known = new AtomicReference<>(Set.of());
        boolean answered = new Patience(KNOWN_MAX, () -> resources).await(() -> {
            try {
                known.set(authorized.call());
                return true;
            } catch (ExecutionException refused) {
                if (refused.getCause() instanceof AuthorizationException) {
                    return true;
                }
                if (refused.getCause() instanceof RetriableException) {
                    return false;
                }
                throw refused;
            }
        });
        if (!answered) {
            throw new IllegalStateException("the cluster does not know its " + resources + " after " + KNOWN_MAX);
        }
        return known.get();
    }
}
