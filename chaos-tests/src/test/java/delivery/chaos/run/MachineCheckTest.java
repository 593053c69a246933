package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MachineCheckTest {
    @Test
    void saysHowMuchThereIsAndHowMuchItTakes() {
        assertThatThrownBy(() -> MachineCheck.require("disk in target", 5L << 20, 3L << 30))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("too little disk in target to start: 5 MiB available, 3072 MiB needed");
    }

    @Test
    void isContentWithJustEnough() {
        assertThatCode(() -> MachineCheck.require("memory", 3L << 30, 3L << 30)).doesNotThrowAnyException();
    }
}
