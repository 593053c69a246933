package delivery.chaos;

import static delivery.chaos.scenario.MadeUpReport.each;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A history that was made anew, so that it agrees with itself, is not what this suite runs by its seed. */
class ForgedHistoryIT extends AuditedReport {
    private static HistoryLine.Scenario with(HistoryLine line, Guarantee guarantee, Set<Circumstance> circumstances) {
        HistoryLine.Scenario scenario = (HistoryLine.Scenario) line;
        return new HistoryLine.Scenario(
                scenario.schema(),
                scenario.module(),
                scenario.fault(),
                scenario.course(),
                scenario.seed(),
                scenario.startedAt(),
                guarantee,
                circumstances,
                0,
                scenario.versions(),
                scenario.repeat());
    }

    private static UnaryOperator<HistoryLine> promising(Expectation lost, String isolationLevel) {
        return line -> {
            HistoryLine.Scenario scenario = (HistoryLine.Scenario) line;
            Guarantee relaxed = Guarantee.of(
                    scenario.guarantee().name(),
                    scenario.guarantee().promise(),
                    isolationLevel,
                    (anomaly, circumstance) -> anomaly == Anomaly.LOST
                            ? lost
                            : scenario.guarantee().expectations().get(anomaly).get(circumstance));
            return with(scenario, relaxed, scenario.circumstances());
        };
    }

    private static List<HistoryLine> withoutItsEvent(List<HistoryLine> lines) {
        String id = lastEffect(lines).eventId();
        return without(lines, line -> line instanceof Event event && event.id().equals(id));
    }

    /** Each makes a history that agrees with itself, and says something milder than what was. */
    static Stream<UnaryOperator<List<HistoryLine>>> forgeries() {
        return Stream.of(
                // The effect of an event is gone, and losing is allowed.
                lines -> each(HistoryLine.Scenario.class, promising(Expectation.ACCEPTABLE, Guarantee.READ_UNCOMMITTED))
                        .apply(withoutLastEffect(lines)),
                each(HistoryLine.Scenario.class, promising(Expectation.FORBIDDEN, Guarantee.READ_COMMITTED)),
                // What brings more about, allows more.
                each(
                        HistoryLine.Scenario.class,
                        line -> with(
                                line,
                                ((HistoryLine.Scenario) line).guarantee(),
                                Set.of(Circumstance.ACK_LOST, Circumstance.PIPELINE_RESTARTED))),
                // The fault never fired, and did not have to.
                lines -> each(
                                HistoryLine.Scenario.class,
                                line -> with(
                                        line,
                                        ((HistoryLine.Scenario) line).guarantee(),
                                        ((HistoryLine.Scenario) line).circumstances()))
                        .apply(without(lines, Firing.class::isInstance)),
                // A lost event was never sent.
                lines -> withoutLastEffect(withoutItsEvent(lines)),
                each(Schedule.class, line -> new Schedule(List.of())),
                each(Event.class, line -> {
                    Event event = (Event) line;
                    return new Event(event.id(), event.page() + "x", event.partition(), event.offset());
                }));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void refusesAHistoryThatWasMadeMilderAndEverythingThatRestsOnItMadeAnew(UnaryOperator<List<HistoryLine>> forgery)
            throws IOException {
        forged(CELL, forgery);

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("refused  ")
                .containsPattern("in this suite, by its seed, ")
                .doesNotContain("differs  ");
    }

    @Test
    void refusesAForgedHistoryAlsoByItself() throws IOException {
        forged(CELL, each(Schedule.class, line -> new Schedule(List.of())));

        assertThat(audit(evidence(CELL))).isEqualTo(1);
        assertThat(out.toString()).contains("refused  ", "its schedule is Schedule[aims=[]], and in this suite");
    }

    @Test
    void refusesAHistoryOfAnotherSeed() throws IOException {
        forged(CELL, each(HistoryLine.Scenario.class, line -> {
            HistoryLine.Scenario scenario = (HistoryLine.Scenario) line;
            return new HistoryLine.Scenario(
                    scenario.schema(),
                    scenario.module(),
                    scenario.fault(),
                    scenario.course(),
                    scenario.seed() + 1,
                    scenario.startedAt(),
                    scenario.guarantee(),
                    scenario.circumstances(),
                    scenario.firingsRequired(),
                    scenario.versions(),
                    scenario.repeat());
        }));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("its seed is ");
        assertThat(audit(evidence(CELL))).isEqualTo(1);
        assertThat(out.toString()).contains("this suite runs no " + CELL + " with seed ");
    }
}
