package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EffectsTest {
    @Test
    void carriesTheIdOfItsEventToThePartitionWithTheSameNumber() {
        ProducerRecord<String, String> effect =
                Effects.effectOf(RecordedClients.event(7, 3, "/page", "id-ü"), "effects", 12);

        assertThat(effect.topic()).isEqualTo("effects");
        assertThat(effect.partition()).isEqualTo(7);
        assertThat(effect.key()).isEqualTo("/page");
        assertThat(effect.value()).isEqualTo("12");
        assertThat(Effects.eventId(effect.headers())).isEqualTo("id-ü");
    }

    @Test
    void refusesAnEventWithoutAnId() {
        ConsumerRecord<String, String> anonymous = new ConsumerRecord<>("events", 0, 0, "/page", "");

        assertThatThrownBy(() -> Effects.effectOf(anonymous, "effects", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event-id");
    }
}
