package delivery.chaos.pipeline.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.atleastonce.AtLeastOnce;
import delivery.chaos.form.FieldPlace;
import delivery.chaos.form.Yield;
import delivery.chaos.pipeline.Pipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribedTopicsTest {
    @TempDir
    private Path directory;

    private DescribedTopics read(String yaml) {
        try {
            return DescribedTopics.read(Files.writeString(directory.resolve("t.yaml"), yaml), Pipelines.promises());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void isOfTheContractInAllThatIsNotSaid() {
        DescribedTopics said = read("promise: at-least-once\n");

        assertThat(said.name()).isEqualTo("topics-given");
        assertThat(said.promise())
                .hasValueSatisfying(
                        promise -> assertThat(promise.expectations()).isEqualTo(AtLeastOnce.GUARANTEE.expectations()));
        assertThat(said.events()).isEqualTo(DescribedTopics.CONTRACT.events());
        assertThat(said.effects()).isEqualTo(DescribedTopics.CONTRACT.effects());
        assertThat(said.yields()).isEqualTo(Yield.CONTRACT);
    }

    @Test
    void leavesWhatIsSaidOfAProgramUnread() {
        assertThat(read("name: mine\ncommand: [no/such/program]\npromise: at-least-once\n")
                        .name())
                .isEqualTo("mine");
    }

    @Test
    void findsTheIdWhereAnEventIsWrittenWithIt() {
        DescribedTopics said = read("""
                events:
                  key: ${page}
                  value: {meta: {id: '${event.id}', 'a/b': x}}
                  headers: {}
                """);

        assertThat(said.events().eventId()).isEqualTo(FieldPlace.of("value /meta/id"));
        assertThat(said.events().page()).isEqualTo(FieldPlace.of("key"));
        assertThat(read("events: {headers: {trace: '${event.id}'}}").events().eventId())
                .isEqualTo(FieldPlace.of("header trace"));
        assertThat(read("events: {key: '${event.id}', value: '${page}', headers: {}}")
                        .events()
                        .page())
                .isEqualTo(FieldPlace.of("value"));
    }

    @Test
    void takesPlacesThatAreNamedWithoutAFileOfRecords() {
        DescribedTopics said = read("""
                events: {id: value /meta/id, page: value /customer}
                effects: {id: value /order, page: none, count: none}
                """);

        assertThat(said.events().eventId()).isEqualTo(FieldPlace.of("value /meta/id"));
        assertThat(said.events().page()).isEqualTo(FieldPlace.of("value /customer"));
        assertThat(said.yields().counted()).isFalse();
        assertThat(said.promise()).isEmpty();
    }

    @Test
    void saysWhereItCannotBeReadBack() {
        assertThatThrownBy(() -> read("events: {headers: {id: 'x-${event.id}'}}"))
                .hasMessageContaining("t.yaml:1: events: says nowhere where ${event.id} stands by itself");
        assertThatThrownBy(() -> read("events: {page: header customer}"))
                .hasMessageContaining("events.page: in a header of its own it cannot be read");
        assertThatThrownBy(() -> read("events: {page: none}")).hasMessageContaining("say page: none of effects");
        assertThatThrownBy(() -> read("evnts: {page: none}")).hasMessageContaining("unknown field evnts");
    }
}
