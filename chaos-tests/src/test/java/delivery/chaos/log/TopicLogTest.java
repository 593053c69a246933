package delivery.chaos.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.junit.jupiter.api.Test;

class TopicLogTest {
    private final Queue<PartitionData> answers = new ArrayDeque<>();
    private final List<Long> requested = new ArrayList<>();
    private final TopicLog.Fetches leader = new TopicLog.Fetches() {
        @Override
        public void request(long offset) {
            requested.add(offset);
        }

        @Override
        public PartitionData answer() {
            return answers.remove();
        }
    };

    /** An answer of batches of five records each. */
    private void answer(long... baseOffsets) {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 12);
        for (long baseOffset : baseOffsets) {
            MemoryRecordsBuilder batch =
                    MemoryRecords.builder(bytes, Compression.NONE, TimestampType.CREATE_TIME, baseOffset);
            for (int i = 0; i < 5; i++) {
                batch.append(0L, new byte[1], new byte[1]);
            }
            batch.close();
        }
        bytes.flip();
        answers.add(new PartitionData().setRecords(MemoryRecords.readableRecords(bytes)));
    }

    private List<Long> visited(long from, long to) throws Exception {
        List<Long> visited = new ArrayList<>();
        TopicLog.follow(leader, from, to, batch -> visited.add(batch.baseOffset()));
        return visited;
    }

    @Test
    void whatHasComeSinceTheEndWasAskedForIsNotHandedOver() throws Exception {
        answer(0, 5, 10);

        assertThat(visited(0, 5)).containsExactly(0L);
    }

    @Test
    void asksOnUntilTheEnd() throws Exception {
        answer(0);
        answer();
        answer(5, 10);

        assertThat(visited(0, 12)).containsExactly(0L, 5L, 10L);
        assertThat(requested).containsExactly(0L, 5L, 5L);
    }
}
