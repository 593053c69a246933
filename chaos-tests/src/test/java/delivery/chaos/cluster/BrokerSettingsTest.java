package delivery.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
    /** A request that is held keeps heartbeats back: with 5 s a busy machine threw living members out. */
    @Test
    void leavesTheSessionsOfMembersUnderKip848AtKafkasDefault() {
        assertThat(BrokerSettings.byName())
                .doesNotContainKeys("group.consumer.session.timeout.ms", "group.streams.session.timeout.ms");
    }
}
