package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private static ByteBuffer read(String hex) throws IOException {
        byte[] stream = HexFormat.of().parseHex(hex);
        return Frames.read(new DataInputStream(new ByteArrayInputStream(stream)), Frames::allocate);
    }

    @Test
    void aStreamEndsBetweenFrames() throws IOException {
        assertThat(read("")).isNull();
    }

    @Test
    void aFrameIsAsLongAsItSays() throws IOException {
        assertThat(read("00000102" + "ab".repeat(0x102) + "cd").remaining()).isEqualTo(0x102);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0000", "000000", "00000008", "0000000801020304"})
    void aStreamThatEndsInsideAFrameOrItsLengthIsCut(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000003", "7fffffff", "ffffffff", "48545450"})
    void whatIsNoLengthOfKafkasIsNamed(String hex) {
        assertThatThrownBy(() -> read(hex))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not Kafka's");
    }
}
