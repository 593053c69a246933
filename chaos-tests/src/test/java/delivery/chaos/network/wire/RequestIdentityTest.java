package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class RequestIdentityTest {
    private static OffsetCommitRequestData commit(int generation) {
        return new OffsetCommitRequestData()
                .setGroupId("group")
                .setMemberId("member-1")
                .setGroupInstanceId("instance-1")
                .setGenerationIdOrMemberEpoch(generation);
    }

    @Test
    void ofACommitIsTheMemberAndItsGenerationAndNotTheGroup() {
        assertThat(RequestIdentity.of(Written.request(ApiKeys.OFFSET_COMMIT, 9, commit(3))))
                .containsOnly(
                        entry("memberId", "member-1"), entry("instanceId", "instance-1"), entry("generation", 3L));
    }

    @Test
    void ofTwoCommitsOfOneGenerationIsTheSame() {
        TappedRequest late = Written.request(ApiKeys.OFFSET_COMMIT, 9, commit(3));
        TappedRequest next = Written.request(ApiKeys.OFFSET_COMMIT, 9, commit(3));
        TappedRequest rejoined = Written.request(ApiKeys.OFFSET_COMMIT, 9, commit(4));

        assertThat(RequestIdentity.of(late))
                .isEqualTo(RequestIdentity.of(next))
                .isNotEqualTo(RequestIdentity.of(rejoined));
    }

    @Test
    void ofAnEndTxnIsTheProducerAndItsEpoch() {
        EndTxnRequestData endTxn = new EndTxnRequestData()
                .setTransactionalId("id")
                .setProducerId(7)
                .setProducerEpoch((short) 2)
                .setCommitted(true);

        assertThat(RequestIdentity.of(Written.request(ApiKeys.END_TXN, 5, endTxn)))
                .containsOnly(entry("producerId", 7L), entry("producerEpoch", 2L));
    }

    @Test
    void ofAHeartbeatIsThatOfItsMember() {
        HeartbeatRequestData heartbeat = new HeartbeatRequestData()
                .setGroupId("group")
                .setMemberId("member-1")
                .setGenerationId(3);

        assertThat(RequestIdentity.of(Written.request(ApiKeys.HEARTBEAT, 4, heartbeat)))
                .containsOnly(entry("memberId", "member-1"), entry("generation", 3L));
    }

    @Test
    void isNoneWhereNobodyIsNamed() {
        assertThat(RequestIdentity.of(Written.request(ApiKeys.METADATA, 13, new MetadataRequestData())))
                .isEmpty();
    }
}
