package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerFetchException;

class ContainerDoorTest {
    @Test
    void saysInOneLineThatThereIsNoDocker() {
        assertThatThrownBy(() -> ContainerDoor.requireDocker(() -> false, () -> "localhost"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("-Pcontainers needs Docker, and no engine answers;")
                .hasMessageNotContaining("\n");
    }

    @Test
    void saysWhatToSetWhereTestcontainersFindsNoImageOfItsOwn() {
        assertThatThrownBy(() -> ContainerDoor.requireDocker(
                        () -> {
                            throw new ContainerFetchException("testcontainers/ryuk");
                        },
                        () -> "localhost"))
                .hasMessageContaining("TESTCONTAINERS_RYUK_DISABLED=true")
                .hasMessageEndingWith(": testcontainers/ryuk");
    }

    @Test
    void refusesAnEngineElsewhereForNobodyHereCouldReachItsLoopbackInterface() {
        assertThatThrownBy(() -> ContainerDoor.requireDocker(() -> true, () -> "192.0.2.7"))
                .hasMessageContaining("takes it to be at 192.0.2.7")
                .hasMessageEndingWith("TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1");
    }

    @Test
    void takesAnEngineOnThisMachine() {
        assertThatCode(() -> ContainerDoor.requireDocker(() -> true, () -> "localhost"))
                .doesNotThrowAnyException();
    }
}
