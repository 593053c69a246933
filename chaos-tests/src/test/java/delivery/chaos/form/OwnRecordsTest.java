package delivery.chaos.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnRecordsTest {
    private static OwnRecords.OwnRecord record(String key, String json) {
        try {
            return new OwnRecords.OwnRecord(key, new JsonMapper().readTree(json), Map.of("source", "till-1"));
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static final List<OwnRecords.OwnRecord> ORDERS = List.of(
            record("anna", "{\"id\":\"o-1\",\"total\":3}"),
            record("ben", "{\"id\":\"o-2\",\"total\":4}"),
            record("anna", "{\"id\":\"o-3\",\"total\":5}"));

    private static EventForm.WrittenEvent written(OwnRecords records, String page, int ofPage) {
        return EventForm.of(records).write(page, "x-7", 7, ofPage, "view");
    }

    @Test
    void goesThroughTheRecordsAgainUntilThereAreEnough() {
        OwnRecords records = new OwnRecords(ORDERS, FieldPlace.of("value /id"), FieldPlace.of("key"), 5);

        assertThat(records.pages()).containsExactly("anna", "ben", "anna", "anna", "ben");
    }

    @Test
    void writesTheRecordsOfAPageInTheirOrderEachWithAnIdOfItsOwn() {
        OwnRecords records = new OwnRecords(ORDERS, FieldPlace.of("value /id"), FieldPlace.of("key"), 5);

        assertThat(written(records, "anna", 1).value()).isEqualTo("{\"id\":\"x-7\",\"total\":5}");
        assertThat(written(records, "anna", 2).value()).isEqualTo("{\"id\":\"x-7\",\"total\":3}");
        assertThat(written(records, "ben", 0).headers()).containsExactly(Map.entry("source", "till-1"));
    }

    @Test
    void putsTheIdIntoAHeaderOrTheKey() {
        OwnRecords inHeader = new OwnRecords(ORDERS, FieldPlace.of("header id"), FieldPlace.of("key"), 5);
        OwnRecords inKey = new OwnRecords(ORDERS, FieldPlace.of("key"), FieldPlace.of("none"), 5);

        assertThat(written(inHeader, "ben", 0).headers())
                .containsEntry("id", "x-7")
                .containsEntry("source", "till-1");
        assertThat(written(inKey, "all", 0).key()).isEqualTo("x-7");
        assertThat(inKey.pages()).containsOnly("all");
    }

    @Test
    void saysWhichRecordHasNoPlaceForAnIdOrNoPage() {
        List<OwnRecords.OwnRecord> flat = List.of(record("anna", "{}"), record(null, "\"text\""));

        assertThatThrownBy(() -> new OwnRecords(flat, FieldPlace.of("value /meta/id"), FieldPlace.of("key"), 5))
                .hasMessage("record 1: has no object in its value that an id could be put into, at value /meta/id");
        assertThatThrownBy(() -> new OwnRecords(flat, FieldPlace.of("header id"), FieldPlace.of("key"), 5))
                .hasMessage("record 2: says nothing of its page, at key");
    }
}
