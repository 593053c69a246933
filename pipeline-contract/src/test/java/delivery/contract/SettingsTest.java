package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Settings.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final Settings settings = new Settings(Map.of("acks", "0", "linger.ms", "5", "transactional.id", "theirs"));

    @Test
    void laysItsOwnOverWhatWasGivenWithTheirReasons() {
        settings.set("group.id", "g")
                .because("no loss")
                .set("acks", "all")
                .because("quick")
                .setUnlessGiven("linger.ms", 1)
                .setUnlessGiven("batch.size", 2)
                .leaveOut("transactional.id");

        assertThat(settings.values())
                .isEqualTo(Map.of("group.id", "g", "acks", "all", "linger.ms", "5", "batch.size", 2));
        assertThat(settings.own())
                .containsExactly(
                        new Setting("group.id", "g", ""),
                        new Setting("acks", "all", "no loss"),
                        new Setting("linger.ms", "5", "quick"),
                        new Setting("batch.size", 2, "quick"),
                        new Setting("transactional.id", null, "quick"));
    }

    @Test
    void namesEachOnceHoweverOftenItIsSet() {
        settings.set("acks", "1").because("another").set("acks", "all");

        assertThat(settings.own()).containsExactly(new Setting("acks", "all", "another"));
        assertThat(settings.value("acks")).isEqualTo("all");
    }
}
