package delivery.chaos.form;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.form.EffectForm.Said;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectFormTest {
    private static final EffectForm IN_JSON =
            new EffectForm(FieldPlace.of("value /of/id"), FieldPlace.of("value /page"), FieldPlace.of("value /count"));

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAnEffectOfTheContract() {
        assertThat(EffectForm.CONTRACT.read("/a", bytes("12"), "x-1")).isEqualTo(new Said("x-1", "/a", 12L));
        assertThat(EffectForm.CONTRACT.header()).isEqualTo("event-id");
    }

    @Test
    void readsAnEffectThatSaysEverythingInItsValue() {
        assertThat(IN_JSON.read("key", bytes("{\"of\":{\"id\":\"x-1\"},\"page\":\"/a\",\"count\":12}"), null))
                .isEqualTo(new Said("x-1", "/a", 12L));
        assertThat(IN_JSON.read("key", bytes("{\"of\":{\"id\":\"x-1\"},\"page\":\"/a\",\"count\":\"12\"}"), null))
                .isEqualTo(new Said("x-1", "/a", 12L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{", "{\"of\":{\"id\":null}}", "{\"of\":\"x-1\"}", "{\"of\":{\"id\":{}}}"})
    void saysNothingWhereTheValueIsNotAsDescribed(String value) {
        assertThat(IN_JSON.read("key", bytes(value), null).eventId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1e3", "1234567890123456789", "one"})
    void takesNothingForACountThatIsNoDecimalNumber(String value) {
        assertThat(EffectForm.CONTRACT.read("/a", bytes(value), "x-1").count()).isNull();
        assertThat(IN_JSON.read("k", bytes("{\"count\":\"" + value + "\"}"), null)
                        .count())
                .isNull();
    }

    @Test
    void leavesThePageToTheEventWhereAnEffectNamesNone() {
        EffectForm withoutPage = new EffectForm(FieldPlace.of("key"), FieldPlace.of("none"), FieldPlace.of("value"));

        assertThat(withoutPage.read("x-1", bytes("12"), null)).isEqualTo(new Said("x-1", null, 12L));
        assertThat(withoutPage).hasToString("id: key, page: none, count: value");
    }
}
