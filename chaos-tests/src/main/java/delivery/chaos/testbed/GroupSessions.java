package delivery.chaos.testbed;

import delivery.chaos.cluster.BrokerOperation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** How long the coordinator of a group under KIP-848 waits for a member, which its clients cannot say. */
public final class GroupSessions {
    private GroupSessions() {}

    /** Sets it for the pipeline's group. A cluster of somebody's is left as it is. */
    public static void set(Testbed testbed, String sessionTimeoutMs) throws InterruptedException, ExecutionException {
        if (testbed.cluster().notPossible(Set.of(BrokerOperation.CONFIGURE)).isEmpty()) {
            ConfigEntry session = new ConfigEntry("consumer.session.timeout.ms", sessionTimeoutMs);
            testbed.cluster()
                    .admin()
                    .incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, testbed.groupId()),
                            List.of(new AlterConfigOp(session, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
