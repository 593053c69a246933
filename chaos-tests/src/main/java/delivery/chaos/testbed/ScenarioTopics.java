package delivery.chaos.testbed;

import delivery.chaos.log.TopicLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.awaitility.Awaitility;

/** The topics of one scenario: events in, effects out, partitioned alike. */
public record ScenarioTopics(String input, Uuid inputId, String output, Uuid outputId) {
    /** Of each topic. */
    public static final int PARTITIONS = 3;

    private static final short REPLICATION = 3;
    private static final Duration LEADERS_DEADLINE = Duration.ofSeconds(20);

    /** Creates both and waits until every leader serves. */
    public static ScenarioTopics create(Admin admin, String prefix) throws InterruptedException, ExecutionException {
        String input = prefix + ".events";
        String output = prefix + ".effects";
        CreateTopicsResult created = admin.createTopics(
                List.of(new NewTopic(input, PARTITIONS, REPLICATION), new NewTopic(output, PARTITIONS, REPLICATION)));
        created.all().get();
        awaitLeaders(admin, input);
        awaitLeaders(admin, output);
        return new ScenarioTopics(
                input,
                created.topicId(input).get(),
                output,
                created.topicId(output).get());
    }

    /** Until every leader answers for its partition: one that does not know its part yet would refuse the first records. */
    private static void awaitLeaders(Admin admin, String topic) {
        TopicLog log = new TopicLog(admin, topic);
        Awaitility.await("the leaders of " + topic)
                .atMost(LEADERS_DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsMatching(notYet -> notYet.getCause() instanceof RetriableException)
                .until(() -> {
                    for (int partition = 0; partition < PARTITIONS; partition++) {
                        log.endOffset(partition);
                    }
                    return true;
                });
    }

    public List<TopicPartition> outputPartitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(output, partition))
                .toList();
    }
}
