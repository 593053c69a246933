package delivery.chaos.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventFormTest {
    private static EventForm withValue(String json) throws IOException {
        return new EventForm(new Template("${n}"), Optional.of(new JsonMapper().readTree(json)), Map.of());
    }

    @Test
    void writesAnEventAsTheContractSaysUnlessToldOtherwise() {
        EventForm.WrittenEvent written = EventForm.CONTRACT.write("/a", "x-000007", 7, 0, "view");

        assertThat(written.key()).isEqualTo("/a");
        assertThat(written.value()).isEqualTo("view");
        assertThat(written.headers()).containsExactly(Map.entry("event-id", "x-000007"));
    }

    @Test
    void fillsVariablesIntoJsonAndQuotesWhatAPageHasInIt() throws IOException {
        EventForm form = withValue("{\"id\":\"${event.id}\",\"at\":[\"${page}?\"],\"n\":\"${n}\",\"ok\":true}");

        assertThat(form.write("/\"a", "x-1", 1, 0, "").value())
                .isEqualTo("{\"id\":\"x-1\",\"at\":[\"/\\\"a?\"],\"n\":1,\"ok\":true}");
    }

    @Test
    void leavesADollarAloneThatIsDoubled() {
        assertThat(new Template("$${page} is ${page}, $5").fill(Map.of("page", "/a")))
                .isEqualTo("${page} is /a, $5");
    }

    @Test
    void refusesAVariableThatNoEventHas() {
        assertThatThrownBy(() -> withValue("[{\"deep\":\"${user}\"}]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown variable ${user}; known: ${event.id}, ${n}, ${page}");
    }
}
