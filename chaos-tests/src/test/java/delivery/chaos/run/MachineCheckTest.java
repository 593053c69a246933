package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.scenario.InputOptions;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MachineCheckTest {
    @Test
    void saysHowMuchThereIsAndHowMuchItTakes() {
        assertThatThrownBy(() -> MachineCheck.require("disk in target", 5L << 20, 3L << 30))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("too little disk in target to start: 5 MiB available, 3072 MiB needed");
    }

    @Test
    void wantsRoomForTheEventsOfEveryScenarioThatRunsBesideOthers() {
        InputOptions large = new InputOptions(Optional.empty(), OptionalInt.of(1_000_000), 3, 100_000);

        assertThat(MachineCheck.diskBytes(InputOptions.DEFAULT, 4)).isBetween(1L << 30, 2L << 30);
        assertThat(MachineCheck.diskBytes(large, 4)).isGreaterThan(4L * 1_000_000 * 100_000 * 3);
    }

    @Test
    void isContentWithJustEnough() {
        assertThatCode(() -> MachineCheck.require("memory", 3L << 30, 3L << 30)).doesNotThrowAnyException();
    }
}
