package delivery.chaos.network.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** The names behind the topic ids on a link, learnt from the Metadata that a client had to ask for first (KIP-516). */
public final class TopicNames implements TapListener {
    private final Map<Uuid, String> byId = new ConcurrentHashMap<>();

    @Override
    public void onRequest(TappedRequest request) {}

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        if (request.apiKey() == ApiKeys.METADATA) {
            learn((MetadataResponseData) body.decode());
        }
    }

    void learn(MetadataResponseData metadata) {
        metadata.topics().stream()
                .filter(topic -> topic.name() != null && !topic.topicId().equals(Uuid.ZERO_UUID))
                .forEach(topic -> byId.put(topic.topicId(), topic.name()));
    }

    /** {@code topic-partition}, by the name if the request gives one, else by what its id is known to stand for. */
    String partition(String name, Uuid id, int partition) {
        return topic(name, id) + "-" + partition;
    }

    /** The topic's name; its id if nobody has told. */
    String topic(String name, Uuid id) {
        return name == null || name.isEmpty() ? byId.getOrDefault(id, id.toString()) : name;
    }
}
