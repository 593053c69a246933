package delivery.toxiproxy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The server as a program of its own. Exit code 0: stopped by a signal; 1: it could not start; 2: wrong flag. */
@Command(
        name = "toxiproxy",
        mixinStandardHelpOptions = true,
        version = "embedded Toxiproxy, behaves like " + Api.VERSION,
        description = "A Toxiproxy server.")
public final class ToxiproxyCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final byte[] NO_PROXIES = {'[', ']'};

    @Option(
            names = {"--host", "-host"},
            defaultValue = "localhost",
            description = "Host that the API listens on (${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = {"--port", "-port"},
            defaultValue = "8474",
            description = "Port that the API listens on (${DEFAULT-VALUE}), 0 for any.")
    private int port;

    @Option(
            names = {"--config", "-config"},
            paramLabel = "FILE",
            description = "Proxies to begin with: a JSON file like the body of /populate.")
    private Path config;

    /** Runs the server until SIGTERM; see {@code --help} for the flags. */
    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.err, true, Charset.defaultCharset()), arguments));
    }

    /** Runs until the process is told to stop; if it cannot start, says why on a line and returns the exit code. */
    static int run(PrintWriter err, String... arguments) {
        return new CommandLine(new ToxiproxyCommand())
                .setParameterExceptionHandler((wrong, args) -> complain(err, wrong.getMessage(), USAGE))
                .setExecutionExceptionHandler((failure, command, args) -> complain(err, failure.getMessage(), FAILED))
                .execute(arguments);
    }

    private static int complain(PrintWriter err, String what, int exitCode) {
        err.println("toxiproxy: " + what.lines().findFirst().orElse("failed"));
        return exitCode;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        byte[] proxies = config == null ? NO_PROXIES : readConfig();
        EmbeddedToxiproxy server = listen();
        populate(server, proxies);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            // A JVM that ends by SIGTERM would report 143 though it stopped cleanly.
            Runtime.getRuntime().halt(0);
        }));
        System.out.println("toxiproxy: the API listens on http://" + server.host() + ":" + server.port());
        new CountDownLatch(1).await();
        return 0;
    }

    private byte[] readConfig() throws IOException {
        try {
            return Files.readAllBytes(config);
        } catch (IOException unreadable) {
            throw new IOException("cannot read the config file " + config + ": " + unreadable, unreadable);
        }
    }

    private EmbeddedToxiproxy listen() throws IOException {
        try {
            return EmbeddedToxiproxy.start(host, port);
        } catch (IOException refused) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + refused.getMessage(), refused);
        }
    }

    private void populate(EmbeddedToxiproxy server, byte[] proxies) throws IOException {
        try {
            server.populate(proxies);
        } catch (IOException refused) {
            server.close();
            throw new IOException("cannot use the config file " + config + ": " + refused.getMessage(), refused);
        }
    }
}
