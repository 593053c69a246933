package delivery.chaos.audit.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.history.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventTableTest {

    @Test
    void findsEveryOneOfManyIdsAndNoOther() {
        Random random = new Random(17);
        EventTable table = new EventTable();
        Map<String, Integer> expected = new HashMap<>();
        List<String> ids = new ArrayList<>();
        while (ids.size() < 4_000) {
            String id = random.nextBoolean() ? "e-" + ids.size() : Long.toString(random.nextLong(), 36) + "é";
            if (expected.putIfAbsent(id, ids.size()) == null) {
                assertThat(table.add(id, ids.size() % 97, ids.size() % 3, ids.size()))
                        .isEqualTo(ids.size());
                ids.add(id);
            }
        }

        for (int event = 0; event < ids.size(); event++) {
            assertThat(table.find(ids.get(event))).isEqualTo(event);
            assertThat(table.id(event)).isEqualTo(ids.get(event));
            assertThat(table.place(event)).isEqualTo(new Place("events", event % 3, event));
            assertThat(table.page(event)).isEqualTo(event % 97);
            assertThat(table.find("no " + ids.get(event))).isEqualTo(-1);
        }
    }

    @Test
    void remembersTheFirstEffectOfAnEventAndThatOthersHaveNone() {
        EventTable table = new EventTable();
        table.add("e1", 0, 0, 0);
        table.add("e2", 0, 0, 1);
        table.setFirstEffect(0, 0, 0);

        assertThat(table.hasEffect(0)).isTrue();
        assertThat(table.firstEffect(0)).isEqualTo(new Place("effects", 0, 0));
        assertThat(table.hasEffect(1)).isFalse();
    }

    @Test
    void holdsWhatIsFarBeyondTheUsual() {
        EventTable table = new EventTable();
        table.add("e1", 3, Integer.MAX_VALUE, Long.MAX_VALUE);
        table.setFirstEffect(0, Integer.MAX_VALUE, Long.MAX_VALUE);

        assertThat(table.page(0)).isEqualTo(3);
        assertThat(table.place(0)).isEqualTo(new Place("events", Integer.MAX_VALUE, Long.MAX_VALUE));
        assertThat(table.firstEffect(0)).isEqualTo(new Place("effects", Integer.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void takesTheEmptyIdForAnId() {
        EventTable table = new EventTable();
        table.add("", 0, 0, 0);

        assertThat(table.find("")).isZero();
        assertThat(table.find("e")).isEqualTo(-1);
    }

    @Test
    void refusesAnIdThatIsThereAndSaysWhereBothStand() {
        EventTable table = new EventTable();
        table.add("e1", 0, 2, 40);

        assertThatThrownBy(() -> table.add("e1", 0, 1, 17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event id e1 is in the input twice: at events-2@40 and events-1@17");
        assertThat(table.size()).isEqualTo(1);
    }
}
