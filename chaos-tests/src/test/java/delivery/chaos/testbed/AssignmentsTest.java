package delivery.chaos.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
    @Test
    void areInTheAnswerToASyncGroupOfTheClassicProtocol() {
        assertThat(Assignments.isAssignment(new SyncGroupResponseData())).isTrue();
        assertThat(Assignments.isAssignment(
                        new SyncGroupResponseData().setErrorCode(Errors.REBALANCE_IN_PROGRESS.code())))
                .isFalse();
    }

    @Test
    void areInAHeartbeatOfTheConsumerProtocolThatHasOne() {
        ConsumerGroupHeartbeatResponseData heartbeat = new ConsumerGroupHeartbeatResponseData();

        assertThat(Assignments.isAssignment(heartbeat)).isFalse();
        assertThat(Assignments.isAssignment(
                        heartbeat.setAssignment(new ConsumerGroupHeartbeatResponseData.Assignment())))
                .isTrue();
        assertThat(Assignments.isAssignment(heartbeat.setErrorCode(Errors.FENCED_MEMBER_EPOCH.code())))
                .isFalse();
    }

    @Test
    void areInAHeartbeatOfTheStreamsProtocolThatHasOne() {
        StreamsGroupHeartbeatResponseData heartbeat = new StreamsGroupHeartbeatResponseData();

        assertThat(Assignments.isAssignment(heartbeat.setActiveTasks(null))).isFalse();
        assertThat(Assignments.isAssignment(heartbeat.setActiveTasks(List.of())))
                .isTrue();
    }

    @Test
    void areInNoHeartbeatOfTheClassicProtocol() {
        assertThat(Assignments.isAssignment(new HeartbeatResponseData())).isFalse();
    }
}
