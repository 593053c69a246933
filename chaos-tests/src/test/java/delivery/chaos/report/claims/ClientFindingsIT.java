package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Those programs of {@code findings/} that need nothing but the clients show what their pages say. */
class ClientFindingsIT extends FindingPrograms {

    @Test
    void aLateOffsetCommitTakesTheGroupBackInEitherProtocol() throws Exception {
        assertThat(shown("late-offset-commit/LateOffsetCommit.java"))
                .contains("classic: committed 90, then 120; the group is at 120")
                .contains("classic: the first attempt of the first commit arrives; the group is at 90")
                .contains("consumer: committed 90, then 120; the group is at 120")
                .contains("consumer: the first attempt of the first commit arrives; the group is at 90");
    }

    @Test
    void aTransactionOfLibrdkafkaWaitsForItsOffsetsAfterItsConnectionsWereDown() throws Exception {
        Path python = Path.of("..", "target", "venv", "bin", "python");
        assumeThat(python)
                .as("a Python with confluent-kafka, see examples/python")
                .isExecutable();

        assertThat(shownBy(python, "librdkafka-send-offsets-waits/send_offsets_waits.py"))
                .contains("transaction 2: committed")
                .contains("has not returned after 25 s");
    }

    @Test
    void aCommitOfAMemberThatIsThrownOutIsMadeAgainAsANewMember() throws Exception {
        Path modules = Path.of("..", "examples", "node", "node_modules").toAbsolutePath();
        assumeThat(modules.resolve("@platformatic/kafka"))
                .as("the client of examples/node, see there")
                .isDirectory();
        assertThat(shownByNode(modules, "platformatic-kafka-commit-rejoins/stale_commit.mjs"))
                .contains("the group is at 10")
                .contains("first: its commit of 5 was accepted; the group is at 5");
    }

    @Test
    void aReaderOfWhatIsCommittedIsGivenAbortedRecordsAndNotAllThatAreCommitted() throws Exception {
        Path modules = Path.of("..", "examples", "node", "node_modules").toAbsolutePath();
        assumeThat(modules.resolve("@platformatic/kafka"))
                .as("the client of examples/node, see there")
                .isDirectory();
        assertThat(shownByNode(modules, "platformatic-kafka-read-committed/read_committed.mjs"))
                .contains("two transactions aborted: committed committed-1, committed-last; read aborted-1,")
                .contains("one without a record: committed committed-1, committed-last; read committed-last");
    }

    @Test
    void oneWakeupIsThrownTwiceInTheNewProtocol() throws Exception {
        assertThat(shownWithoutBrokers("one-wakeup-thrown-twice/WokenTwice.java", "consumer"))
                .containsPattern("calls of wakeup\\(\\), [1-9]\\d* of them thrown twice");
    }

    @Test
    void aRefusedMarkerOfAnAbortLeavesItsTransactionUndecided() throws Exception {
        assertThat(shown("refused-abort-marker/RefusedAbortMarker.java", "5"))
                .containsPattern("[5-9] s after the limit was taken away the transaction is PrepareAbort");
    }

    @Test
    void autoCommitCommitsBeforeProcessingInTheNewProtocolAlone() throws Exception {
        assertThat(shown("auto-commit-new-protocol/AutoCommit.java"))
                .contains("group.protocol=classic: 0 of 20 batches committed while they were processed")
                .containsPattern(
                        "group.protocol=consumer: [1-9]\\d* of 20 batches committed while they were processed");
    }

    @Test
    void anEndTxnThatArrivesLateIsRefusedWithTransactionVersion2() throws Exception {
        assertThat(notShown("late-end-txn/LateEndTxn.java"))
                .contains("the first abort arrives once more, and is answered PRODUCER_FENCED")
                .contains("the first commit arrives once more, and is answered PRODUCER_FENCED")
                .contains("transaction.version 2: intact");
    }

    @Test
    void aProducerMadeAtTheFirstBatchWaitsForTheTransactionOfADeadProcess() throws Exception {
        assertThat(shown("spring-kafka-defaults/ProducerAtFirstBatch.java", "10000"))
                .containsPattern("at the first batch: the batch came after [1-9]\\d{4} ms")
                .containsPattern("at the start: the batch came after \\d{1,4} ms");
    }
}
