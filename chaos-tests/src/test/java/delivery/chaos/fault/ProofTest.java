package delivery.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProofTest {
    private record ProcessFacts(long pid, OptionalInt exitCode, Optional<String> container) {}

    private record Killed(ProcessFacts process, Map<Integer, Long> offsets) implements Proof {
        @Override
        public String sentence() {
            return process.pid() + " was killed before " + offsets + " were committed";
        }
    }

    @Test
    void namesItsFactsAsTheRecordDoesInOrder() {
        Proof killed = new Killed(new ProcessFacts(4711, OptionalInt.of(137), Optional.of("c0ffee")), Map.of(0, 250L));

        assertThat(killed.facts())
                .containsExactly(
                        entry("pid", 4711L),
                        entry("exitCode", 137),
                        entry("container", "c0ffee"),
                        entry("offsets", Map.of(0, 250L)));
    }

    private record Overtaken(TopicPartition overtaken) implements Proof {
        @Override
        public String sentence() {
            return overtaken + " was overtaken";
        }
    }

    /** The history would have an empty object of it. */
    @Test
    void writesAPartitionAsItWritesItself() {
        Proof overtaken = new Overtaken(new TopicPartition("events", 2));

        assertThat(overtaken.facts()).containsExactly(entry("overtaken", "events-2"));
    }

    @Test
    void leavesOutWhatThereIsNot() {
        Proof running = new Killed(new ProcessFacts(4711, OptionalInt.empty(), Optional.empty()), Map.of());

        assertThat(running.facts()).containsOnlyKeys("pid", "offsets");
    }

    @Test
    void makesItsSentenceOfTheSameFacts() {
        Proof killed = new Killed(new ProcessFacts(4711, OptionalInt.empty(), Optional.empty()), Map.of(0, 250L));

        assertThat(killed.sentence()).isEqualTo("4711 was killed before {0=250} were committed");
    }
}
