package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.TransactionVersion;
import java.util.Optional;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A write that comes late where transaction.version is 1. */
class HangingTransactionIT extends LateWrites {

    @Override
    TransactionVersion transactionVersion() {
        return new TransactionVersion(Optional.of("1"));
    }

    @Test
    void blocksReadersUntilAnOperatorEndsItWhereLeadersDoNotVerify() throws Exception {
        TopicPartition topic = new TopicPartition("hanging", 0);

        assertThat(outcomeOfALateWrite(topic.topic(), false)).isEqualTo(STANDS_STILL);
        // What kafka-transactions.sh find-hanging looks for: open at the leader, and over at the coordinator.
        ProducerState hanging = undecided(topic).orElseThrow();
        assertThat(hanging.currentTransactionStartOffset()).hasValue(2);
        assertThat(stateAtItsCoordinator("hanging")).isNotEqualTo(TransactionState.ONGOING);

        admin().abortTransaction(new AbortTransactionSpec(
                        topic,
                        hanging.producerId(),
                        (short) hanging.producerEpoch(),
                        hanging.coordinatorEpoch().orElse(0)))
                .all()
                .get();

        await("readers to go on").until(() -> end(topic, IsolationLevel.READ_COMMITTED) == 5);
    }

    @Test
    void isRefusedWhereLeadersVerify() throws Exception {
        assertThat(outcomeOfALateWrite("verified", true)).isEqualTo(REFUSED);
    }
}
