package delivery.chaos.cluster;

import delivery.chaos.process.Patience;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What one run has made on a cluster of somebody's: topics and groups whose names begin with a prefix that no other run
 * has. The first of them is the label, a topic with one record in which the prefix stands; what has no label is not
 * touched, whatever it is called. The label goes last, so that what a killed run leaves can be found.
 */
public final class Tenancy implements Closeable {
    /** What the names of all runs begin with. */
    public static final String PREFIX = "delivery-semantics.";

    private static final Pattern OF_A_RUN =
            Pattern.compile(Pattern.quote(PREFIX) + "[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\\.");
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String LABEL = "label";
    private static final Duration LABEL_READ_MAX = Duration.ofSeconds(15);
    /** A member that was killed is one until its session is over. */
    private static final Duration GROUPS_EMPTY_MAX = Duration.ofSeconds(90);

    private final Admin admin;
    private final String prefix;

    private Tenancy(Admin admin, String prefix) {
        this.admin = admin;
        this.prefix = prefix;
    }

    /**
     * Lays the label.
     *
     * @throws MissingRightException if a run would not have a right that it needs
     */
    static Tenancy begin(Map<String, Object> clientSettings)
            throws MissingRightException, InterruptedException, ExecutionException {
        String prefix = PREFIX + WHEN.format(Instant.now()) + "-"
                + String.format("%08x", ThreadLocalRandom.current().nextInt()) + ".";
        Tenancy tenancy = new Tenancy(Admin.create(clientSettings), prefix);
        Rights rights = new Rights(tenancy.admin, clientSettings, tenancy.label(), prefix);
        try {
            rights.create();
        } catch (MissingRightException | InterruptedException | ExecutionException | RuntimeException failed) {
            tenancy.close();
            throw failed;
        }
        try {
            rights.exercise();
            return tenancy;
        } catch (MissingRightException | InterruptedException | ExecutionException | RuntimeException failed) {
            tenancy.end();
            throw failed;
        }
    }

    /**
     * Those whose label is on a cluster.
     *
     * @param admin used as long as they are
     */
    public static List<Tenancy> all(Admin admin, Map<String, Object> clientSettings)
            throws InterruptedException, ExecutionException {
        List<Tenancy> all = new ArrayList<>();
        for (String topic : new TreeSet<>(admin.listTopics().names().get())) {
            if (topic.endsWith(LABEL)) {
                String prefix = topic.substring(0, topic.length() - LABEL.length());
                if (OF_A_RUN.matcher(prefix).matches() && isLabel(topic, prefix, clientSettings)) {
                    all.add(new Tenancy(admin, prefix));
                }
            }
        }
        return all;
    }

    private static boolean isLabel(String topic, String prefix, Map<String, Object> clientSettings) {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition only = new TopicPartition(topic, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            if (consumer.endOffsets(List.of(only)).get(only) == 0) {
                return false;
            }
            for (ConsumerRecord<String, String> record : consumer.poll(LABEL_READ_MAX)) {
                return prefix.equals(record.value());
            }
            return false;
        }
    }

    /** Topics on a cluster that no run of this suite has made, those of Kafka itself apart. */
    public static Set<String> topicsOfOthers(Admin admin) throws InterruptedException, ExecutionException {
        return admin.listTopics().names().get().stream()
                .filter(topic -> !topic.startsWith(PREFIX) && !topic.startsWith("__"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String label() {
        return prefix + LABEL;
    }

    /** What the names begin with. */
    public String prefix() {
        return prefix;
    }

    /** What is there, the label last. */
    public List<String> topics() throws InterruptedException, ExecutionException {
        List<String> topics = admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(prefix) && !topic.equals(label()))
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        topics.add(label());
        return topics;
    }

    /** The groups that are there. */
    public List<String> groups() throws InterruptedException, ExecutionException {
        return admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .filter(group -> group.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** A group that has members: then the run may be at work. */
    public Optional<String> groupAtWork() throws InterruptedException, ExecutionException {
        for (Map.Entry<String, Integer> group : members(groups()).entrySet()) {
            if (group.getValue() > 0) {
                return Optional.of(group.getKey());
            }
        }
        return Optional.empty();
    }

    private Map<String, Integer> members(Collection<String> groups) throws InterruptedException, ExecutionException {
        return admin.describeConsumerGroups(groups).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, group -> group.getValue().members().size()));
    }

    /** Deletes groups and topics, the label last. */
    public void delete() throws InterruptedException, ExecutionException {
        List<String> left = new ArrayList<>();
        boolean gone = new Patience(GROUPS_EMPTY_MAX, () -> List.copyOf(left)).await(() -> {
            left.clear();
            left.addAll(groups());
            left.removeIf(this::isGroupDeleted);
            return left.isEmpty();
        });
        if (!gone) {
            throw new IllegalStateException(
                    "the groups " + left + " have members, and no member has gone for " + GROUPS_EMPTY_MAX);
        }
        List<String> topics = topics();
        topics.remove(label());
        for (List<String> each : List.of(topics, List.of(label()))) {
            for (KafkaFuture<Void> deleted :
                    admin.deleteTopics(each).topicNameValues().values()) {
                requireGone(deleted);
            }
        }
    }

    private boolean isGroupDeleted(String group) {
        try {
            admin.deleteConsumerGroups(List.of(group)).all().get();
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            if (refused.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            throw new IllegalStateException("the group " + group + " cannot be deleted", refused.getCause());
        }
    }

    private static void requireGone(KafkaFuture<Void> deleted) throws InterruptedException, ExecutionException {
        try {
            deleted.get();
        } catch (ExecutionException refused) {
            if (!(refused.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw refused;
            }
        }
    }

    /** Deletes all, and says what is left if that fails: a run whose cluster is away is over all the same. */
    void end() {
        try (this) {
            delete();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            sayWhatIsLeft(interrupted);
        } catch (ExecutionException | RuntimeException failed) {
            sayWhatIsLeft(failed);
        }
    }

    private void sayWhatIsLeft(Exception failed) {
        System.err.println("topics and groups that begin with " + prefix + " may be left on the cluster (" + failed
                + "); chaos-tests.jar clean lists and deletes them");
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
