package delivery.chaos.fault.pipeline;

import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Testbed;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * How often the members of a fleet have asked for changelogs of partitions that others have: each keeps the state of
 * another's task as a standby.
 */
final class StandbyReads {
    private final Set<Uuid> changelogs;
    private final AtomicInteger reads = new AtomicInteger();

    private StandbyReads(Set<Uuid> changelogs) {
        this.changelogs = changelogs;
    }

    /** Counts from now on. */
    static StandbyReads of(Testbed testbed, Fleet fleet) throws InterruptedException, ExecutionException {
        StandbyReads counting = new StandbyReads(testbed.changelogIds());
        fleet.members().forEach(member -> member.instance().link().tap().tell(counting.listener(member)));
        return counting;
    }

    int count() {
        return reads.get();
    }

    private TapListener listener(Fleet.Member member) {
        return new TapListener() {
            @Override
            public void onRequest(TappedRequest request) {
                if (request.apiKey() == ApiKeys.FETCH && isStandby(request, member.partitions())) {
                    reads.incrementAndGet();
                }
            }

            @Override
            public void onResponse(TappedRequest request, ResponseBody body) {}
        };
    }

    private boolean isStandby(TappedRequest request, Set<Integer> own) {
        return ((FetchRequestData) request.body())
                .topics().stream()
                        .filter(topic -> changelogs.contains(topic.topicId()))
                        .flatMap(topic -> topic.partitions().stream())
                        .anyMatch(asked -> !own.contains(asked.partition()));
    }
}
