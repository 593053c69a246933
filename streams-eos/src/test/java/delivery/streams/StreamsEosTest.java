package delivery.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.contract.EffectiveSettings;
import delivery.contract.PipelineFlags;
import delivery.contract.RecordedClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against no broker: the stream thread tries to connect, and is stopped while it does. */
@Timeout(25)
class StreamsEosTest {
    @TempDir
    private Path stateDir;

    private StreamsEos pipeline;

    @BeforeEach
    void create() throws IOException {
        PipelineFlags flags = RecordedClients.flags();
        flags.stateDir = stateDir;
        pipeline = new StreamsEos(flags, StreamsEos.topology(flags), StreamsEos.settings(flags));
    }

    @Test
    void endsWhenItIsStopped() throws InterruptedException {
        pipeline.stop();
        pipeline.stop();

        pipeline.run();

        assertThatThrownBy(pipeline::run).as("closed for good").isInstanceOf(IllegalStateException.class);
    }

    @Test
    void endsAsFailedWhenItsThreadFailsAndDoesNotLinger() {
        StreamThreadExceptionResponse response = pipeline.shutDown(new IllegalStateException("fenced for good"));

        assertThat(response).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThatThrownBy(pipeline::run).hasRootCauseMessage("fenced for good");
    }

    @Test
    void endsAsFailedAlsoWhenItsThreadFailsAfterItWasStopped() {
        pipeline.stop();
        pipeline.shutDown(new IllegalStateException("could not commit"));

        assertThatThrownBy(pipeline::run).hasRootCauseMessage("could not commit");
    }

    @Test
    void canBeStartedUnderTheNewGroupProtocol() throws Exception {
        PipelineFlags flags =
                EffectiveSettings.underNewGroupProtocol(Files.createDirectory(stateDir.resolve("member")));
        StreamsEos member = new StreamsEos(flags, StreamsEos.topology(flags), StreamsEos.settings(flags));
        member.stop();

        member.run();

        assertThat(new StreamsConfig(StreamsEos.settings(flags).values()).getString("group.protocol"))
                .isEqualTo("streams");
    }
}
