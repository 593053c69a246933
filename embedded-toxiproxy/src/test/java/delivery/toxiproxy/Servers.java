package delivery.toxiproxy;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The servers that must behave alike: always the embedded one; also the real one, if {@code -Dtoxiproxy.server} gives
 * the path of its binary or the HOST:PORT where one runs, or if {@code toxiproxy-server} is on the PATH.
 */
final class Servers implements ArgumentsProvider {
    private static final String LOOPBACK = "127.0.0.1";

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(Namespace.create(Servers.class))
                .computeIfAbsent(Running.class, absent -> new Running(), Running.class);
        return running.servers().map(Arguments::of);
    }

    /** Started once, closed by JUnit after the last test. */
    private static final class Running implements AutoCloseable {
        private final EmbeddedToxiproxy embedded;
        private final Optional<ServerUnderTest> real;
        private Process process;

        Running() {
            try {
                embedded = EmbeddedToxiproxy.start(LOOPBACK, 0);
                real = findReal();
            } catch (IOException failure) {
                throw new IllegalStateException("cannot start the servers under test", failure);
            }
        }

        Stream<ServerUnderTest> servers() {
            return Stream.concat(
                    Stream.of(new ServerUnderTest("embedded", embedded.host(), embedded.port())), real.stream());
        }

        private Optional<ServerUnderTest> findReal() throws IOException {
            String given = System.getProperty("toxiproxy.server", "");
            if (given.matches("[^/]+:[0-9]+")) {
                String[] address = given.split(":");
                return Optional.of(new ServerUnderTest(given, address[0], Integer.parseInt(address[1])));
            }
            Optional<File> binary = given.isEmpty()
                    ? onPath()
                    : Optional.of(startedIn().resolve(given).toFile());
            return binary.isEmpty() ? Optional.empty() : Optional.of(startReal(binary.get()));
        }

        /** Where the user stands: Maven runs tests in the directory of their module. */
        private static Path startedIn() {
            return Path.of(System.getProperty("chaos.startedIn", ""));
        }

        private static Optional<File> onPath() {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> new File(directory, "toxiproxy-server"))
                    .filter(File::canExecute)
                    .findFirst();
        }

        private ServerUnderTest startReal(File binary) throws IOException {
            int port = freePort();
            process = new ProcessBuilder(binary.getPath(), "-host", LOOPBACK, "-port", String.valueOf(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            ServerUnderTest server = new ServerUnderTest(binary.getName(), LOOPBACK, port);
            await("the API of " + binary)
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> process.isAlive() && server.get("/version").status() == 200);
            return server;
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
                return socket.getLocalPort();
            }
        }

        @Override
        public void close() {
            embedded.close();
            if (process != null) {
                process.destroy();
            }
        }
    }
}
