package delivery.chaos.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that a wrapper has started: what is done to a pipeline is done to it. */
class WrappedPipelineTest extends StartedPipelines {
    /** A program that connects to the broker, says which process it is, and stays. */
    static final class Client {
        private Client() {}

        public static void main(String[] arguments) throws Exception {
            try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
                connection.getOutputStream().write((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII));
                new CountDownLatch(1).await();
            }
        }
    }

    /** Started by a shell that waits for it. */
    private String wrappedClient(String before) {
        return "%s '%s' -cp '%s' '%s' %d; exit $?"
                .formatted(
                        before,
                        JavaCommand.executable(),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Client.class.getName(),
                        broker.getLocalPort());
    }

    /** The pid of the client that connects. */
    private long acceptClient() throws IOException {
        InputStream client = broker.accept().getInputStream();
        return Long.parseLong(new BufferedReader(new InputStreamReader(client, US_ASCII)).readLine());
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "setsid"})
    void killsAndNamesTheProgramThatAWrapperHasConnected(String before) throws Exception {
        try (PipelineProcess pipeline = pipeline(wrappedClient(before))) {
            pipeline.start();
            long client = acceptClient();

            ChildProcess killed = pipeline.kill();

            assertThat(killed.pid()).isEqualTo(client).isNotEqualTo(killed.startedPid());
            assertThat(killed.ownerOfConnections()).startsWith("pid " + client + ", which it had started");
            Awaitility.await("the program to be gone").atMost(DEADLINE).until(() -> !lives(client));
            assertThat(breaches).isEmpty();
        }
    }

    @Test
    void pausesAndNamesTheProgramThatAWrapperHasConnected() throws Exception {
        try (PipelineProcess pipeline = pipeline(wrappedClient(""))) {
            pipeline.start();
            long client = acceptClient();

            assertThat(pipeline.pause().pid()).isEqualTo(client);
            assertThat(proofs).singleElement().asString().endsWith("of 2 processes");
            pipeline.resume();
        }
    }

    @Test
    void saysWhenAnotherProcessOwnsTheConnections() throws Exception {
        try (PipelineProcess pipeline = pipeline("exec tail -f /dev/null");
                Socket mine = new Socket(InetAddress.getLoopbackAddress(), broker.getLocalPort())) {
            assertThat(mine.isConnected()).isTrue();
            pipeline.start();

            pipeline.kill();

            assertThat(breaches)
                    .singleElement()
                    .asString()
                    .contains("belong to pid " + ProcessHandle.current().pid());
        }
    }
}
