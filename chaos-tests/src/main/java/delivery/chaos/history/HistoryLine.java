package delivery.chaos.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import delivery.chaos.form.Yield;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One line of a history: what happened in a scenario, in the order of {@link HistoryWriter}. Times are milliseconds
 * since the scenario began, by a monotonic clock.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
@JsonSubTypes({
    @Type(value = HistoryLine.Scenario.class, name = "scenario"),
    @Type(value = HistoryLine.Yields.class, name = "yields"),
    @Type(value = HistoryLine.Event.class, name = "event"),
    @Type(value = HistoryLine.Gap.class, name = "gap"),
    @Type(value = HistoryLine.Schedule.class, name = "schedule"),
    @Type(value = HistoryLine.ProcessState.class, name = "process"),
    @Type(value = HistoryLine.Firing.class, name = "firing"),
    @Type(value = HistoryLine.NotFired.class, name = "not-fired"),
    @Type(value = HistoryLine.ContractBroken.class, name = "contract-broken"),
    @Type(value = HistoryLine.Interference.class, name = "interference"),
    @Type(value = Exchange.class, name = "exchange"),
    @Type(value = DatabaseExchange.class, name = "database-exchange"),
    @Type(value = HistoryLine.Wire.class, name = "wire"),
    @Type(value = HistoryLine.Drain.class, name = "drain"),
    @Type(value = HistoryLine.Readback.class, name = "readback"),
    @Type(value = HistoryLine.Effect.class, name = "effect"),
    @Type(value = HistoryLine.Marker.class, name = "marker"),
    @Type(value = HistoryLine.End.class, name = "end")
})
public sealed interface HistoryLine
        permits HistoryLine.Scenario,
                HistoryLine.Yields,
                HistoryLine.Event,
                HistoryLine.Gap,
                HistoryLine.Schedule,
                HistoryLine.ProcessState,
                HistoryLine.Firing,
                HistoryLine.NotFired,
                HistoryLine.ContractBroken,
                HistoryLine.Interference,
                HistoryLine.Wire,
                HistoryLine.Drain,
                HistoryLine.Readback,
                HistoryLine.Effect,
                HistoryLine.Marker,
                HistoryLine.End,
                Exchange,
                DatabaseExchange {

    /**
     * Version of the format; 1 had neither a schedule nor a chain, 2 no unreadable ends, 3 neither a course nor what
     * was at risk.
     */
    int SCHEMA = 4;

    /**
     * First line: what was run, and by which promise it is to be judged.
     *
     * @param schema version of this format: {@value HistoryLine#SCHEMA}
     * @param module name of the pipeline
     * @param fault name of the fault
     * @param course how the events were laid out and handed to the pipeline: {@code exact} or {@code ragged};
     *     {@value #TOPICS_GIVEN} where nobody but the user did, and the topics were read as they are
     * @param seed of this scenario; decides workload and schedule
     * @param startedAt wall-clock time, ISO-8601
     * @param guarantee the promise, in full, so that any machine can judge
     * @param circumstances what the fault brings about when it fires as it says
     * @param firingsRequired how often the fault must have fired, with proof; 0 for the control
     * @param versions names and versions of what took part: suite, commit, broker, clients, streams, toxiproxy, java
     * @param repeat the command that repeats this scenario
     */
    record Scenario(
            int schema,
            String module,
            String fault,
            String course,
            long seed,
            String startedAt,
            Guarantee guarantee,
            Set<Circumstance> circumstances,
            int firingsRequired,
            Map<String, String> versions,
            String repeat)
            implements HistoryLine {
        public static final String TOPICS_GIVEN = "topics given";

        /** Whether its topics were there already, from a run that this suite knows nothing of. */
        @JsonIgnore
        public boolean isOfTopicsGiven() {
            return course.equals(TOPICS_GIVEN);
        }

        public Scenario {
            if (schema != SCHEMA) {
                throw new IllegalArgumentException("a history of schema " + schema + "; this suite reads " + SCHEMA);
            }
            Objects.requireNonNull(module, "module of a scenario");
            Objects.requireNonNull(fault, "fault of a scenario");
            Objects.requireNonNull(course, "course of a scenario");
            Objects.requireNonNull(guarantee, "guarantee of a scenario");
            Objects.requireNonNull(circumstances, "circumstances of a scenario");
            Objects.requireNonNull(versions, "versions of a scenario");
            circumstances = inOrder(circumstances);
        }
    }

    /**
     * What the output is to hold of each event; only of a pipeline where that is something else than one effect in one
     * topic, which says the running count of its page.
     */
    record Yields(Yield expected) implements HistoryLine {
        public Yields {
            Objects.requireNonNull(expected, "what an event is to yield");
        }
    }

    /** An input record that a broker acknowledged: it stands at this offset of the input topic. */
    record Event(String id, String page, int partition, long offset) implements HistoryLine {
        public Event {
            Objects.requireNonNull(id, "id of an event");
            Objects.requireNonNull(page, "page of an event");
        }
    }

    /**
     * Offsets of an input partition that hold no event, and why: records of a transaction that was aborted upstream, or
     * the marker that ends one. Without such a line every offset of the input is an event.
     *
     * @param partition of the input topic
     * @param first offset without an event
     * @param last offset without an event, not before the first
     * @param why nobody is to have an effect of what stands there, in a sentence
     */
    record Gap(int partition, long first, long last, String why) implements HistoryLine {
        public Gap {
            if (last < first || why.isBlank()) {
                throw new IllegalArgumentException(
                        "a gap from offset " + first + " to " + last + " for want of \"" + why + "\" explains nothing");
            }
        }
    }

    /** When the fault is to strike; the seed decided it before the pipeline was started. Empty for the control. */
    record Schedule(List<Aim> aims) implements HistoryLine {
        public Schedule {
            Objects.requireNonNull(aims, "aims of a schedule");
        }

        /**
         * One moment: the first request of a kind that concerns an event, or a later one of its partition.
         *
         * @param step PRODUCE: a Produce that carries the effect; COMMIT: a commit of an offset after the event;
         *     END_TXN: the commit of a transaction, once the effect was sent;
         *     END_OF_CYCLE: that, or a commit of offsets without a transaction
         * @param partition of the input topic
         * @param offset of the event in it
         */
        public record Aim(String step, int partition, long offset) {}
    }

    /** Events of the input topic, from the first offset to the last. */
    record Range(int partition, long first, long last) {}

    /**
     * A process of the scenario changed its state.
     *
     * @param process {@code pipeline}, {@code pipeline-2} (another instance of it), {@code broker-<id>} or
     *     {@code database}
     * @param pid 0 of a broker that is somebody's, and struck by command
     * @param state STARTED, KILLED (exit by signal 9), EXITED (by itself), STOPPED (asked by SIGTERM), PAUSED (stands
     *     still) or RESUMED
     * @param exitCode as the operating system reports it, 128 + signal number for a signal; null while it is there, and
     *     of a broker that is somebody's
     * @param detail last lines of its output when it EXITED; how it shows that it stands still when PAUSED, or that it
     *     is gone when it was KILLED by command; else empty
     */
    record ProcessState(long atMs, String process, long pid, State state, Integer exitCode, String detail)
            implements HistoryLine {
        /** Of a process that is none of this machine's. */
        public static final long NO_PID = 0;

        public enum State {
            STARTED,
            KILLED,
            EXITED,
            STOPPED,
            PAUSED,
            RESUMED
        }
    }

    /**
     * The fault fired once, with proof.
     *
     * @param atMs when it struck
     * @param healedAtMs when what it broke was repaired
     * @param recoveredAtMs when the pipeline got its first acknowledgement of an effect after it struck; null if never
     * @param inFlight the events that it may have lost or duplicated, by where they stand in the input
     * @param atRisk by anomaly, the events that could have shown it, by where they stand in the input; an anomaly that
     *     nothing could have shown is left out
     * @param what the proof in a sentence
     * @param proof the facts that the sentence rests on, by name: ApiKey, correlation id, offsets, exit code, …
     */
    record Firing(
            int number,
            long atMs,
            long healedAtMs,
            Long recoveredAtMs,
            List<Range> inFlight,
            Map<Anomaly, List<Range>> atRisk,
            String what,
            Map<String, Object> proof)
            implements HistoryLine {
        public Firing {
            Objects.requireNonNull(inFlight, "events in flight at a firing");
            Objects.requireNonNull(atRisk, "events at risk at a firing");
            Objects.requireNonNull(what, "what a firing did");
            Objects.requireNonNull(proof, "proof of a firing");
        }
    }

    /**
     * The fault did not fire as often as it should have, and why: its moment never came, or its proof was not to be
     * had.
     */
    record NotFired(long atMs, String why) implements HistoryLine {}

    /**
     * The pipeline did not do what every pipeline must, whatever it promises: start, stop when it is asked to, stay up
     * unless it is killed, name the event of each effect.
     *
     * @param process of the pipeline: {@code pipeline}
     * @param what it did instead, in a sentence
     */
    record ContractBroken(long atMs, String process, String what) implements HistoryLine {
        public ContractBroken {
            Objects.requireNonNull(process, "process that broke the contract");
            Objects.requireNonNull(what, "what broke the contract");
        }
    }

    /**
     * Somebody who is not of this run did something to a process of it: ended it by a signal, or let it stand still.
     *
     * @param process as in {@link ProcessState}
     * @param brings what the pipeline went through by it
     * @param what was done, in a sentence
     */
    record Interference(long atMs, String process, Set<Circumstance> brings, String what) implements HistoryLine {
        public Interference {
            Objects.requireNonNull(process, "process that was interfered with");
            Objects.requireNonNull(brings, "circumstances that an interference brings about");
            brings = inOrder(brings);
            Objects.requireNonNull(what, "what an interference was");
        }
    }

    /**
     * What the wire tap counted for one ApiKey over the whole scenario.
     *
     * @param apiKey {@code END_TXN}; {@code ApiKey 1000} of one that the suite's version of Kafka does not have
     * @param unanswered requests that reached the link and whose response never came back to the pipeline
     * @param versions of the requests, in ascending order; empty in a history of before they were counted
     */
    record Wire(String apiKey, long requests, long responses, long unanswered, List<Short> versions)
            implements HistoryLine {
        public Wire {
            versions = versions == null ? List.of() : List.copyOf(versions);
        }
    }

    /**
     * Whether the pipeline got through its input, and what it was given that the fault did not plan.
     *
     * @param drained committed offset = end of input, no open transaction, effects no longer growing
     * @param idle not drained, although the pipeline was up, asked for more and found nothing, and would have gone on
     *     doing nothing: all was written and nothing was broken any more
     * @param waitsOn what was missing at the deadline; empty when drained
     * @param committedOffsets by input partition; of topics given without a group, the offset after the last event that
     *     has an effect
     * @param unreadableEnds by output partition, the offset after the effects that were acknowledged last, where no
     *     consumer could read up to it at the deadline: a leader alone had acknowledged them
     * @param observed circumstances that were seen and are not the fault's: rebalances, exits without being killed
     */
    record Drain(
            long atMs,
            boolean drained,
            boolean idle,
            String waitsOn,
            Map<Integer, Long> committedOffsets,
            Map<Integer, Long> inputEndOffsets,
            Map<Integer, Long> unreadableEnds,
            Set<Circumstance> observed)
            implements HistoryLine {
        public Drain {
            if (drained && idle) {
                throw new IllegalArgumentException("a pipeline that has drained its input is done and not idle");
            }
            Objects.requireNonNull(waitsOn, "what a drain waits on");
            Objects.requireNonNull(committedOffsets, "committed offsets of a drain");
            Objects.requireNonNull(unreadableEnds, "acknowledged ends of a drain that could not be read");
            Objects.requireNonNull(observed, "circumstances observed");
            observed = inOrder(observed);
        }
    }

    /**
     * From where the effects were read that follow, if not from the output topic.
     *
     * @param place {@code table effects of PostgreSQL 18.6}
     * @param how the query, and what stands for the offset of an {@link Effect}
     */
    record Readback(String place, String how) implements HistoryLine {
        public Readback {
            Objects.requireNonNull(place, "place that effects were read from");
            Objects.requireNonNull(how, "how effects were read");
        }
    }

    /**
     * An output record, from the broker's log itself; after a {@link Readback} a row of a table.
     *
     * @param offset of the record; of a row, its number among those of its partition, from 0, in the order of insertion
     * @param eventId null if the record has no such header
     * @param count the running count; null if the value is not a decimal number
     * @param producerId -1 if the producer is not idempotent
     * @param transactional whether its batch belongs to a transaction; {@link Marker} tells how that ended
     * @param readCommitted whether a read_committed consumer was given it
     */
    record Effect(
            int partition,
            long offset,
            String eventId,
            String page,
            Long count,
            long producerId,
            int producerEpoch,
            boolean transactional,
            boolean readCommitted)
            implements HistoryLine {}

    /** A control record of the output topic: all open records of this producer before it are committed, or aborted. */
    record Marker(int partition, long offset, long producerId, int producerEpoch, boolean commit)
            implements HistoryLine {}

    /**
     * Last line: the history is whole.
     *
     * @param lines number of lines before this one
     * @param durationMs of the scenario
     * @param harnessErrors what the harness itself failed at; none may be judged away
     */
    record End(long lines, long durationMs, List<String> harnessErrors) implements HistoryLine {
        public End {
            Objects.requireNonNull(harnessErrors, "harness errors");
        }
    }

    /** In the order of the enum: that of a hash set differs from one JVM to the next. */
    private static Set<Circumstance> inOrder(Set<Circumstance> circumstances) {
        return circumstances.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(circumstances));
    }
}
