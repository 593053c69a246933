package delivery.chaos.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Does to brokers what a command asks for, as the service manager does that somebody's brokers run under: a shell asks
 * through a named pipe, and ends with the exit code that is answered through another.
 */
public final class ServiceManager implements Closeable {
    private final Path asked;
    private final Path answered;
    private final Thread thread;

    /** What is done to a broker. */
    @FunctionalInterface
    interface Deed {
        void to(String operation, int id) throws Exception;
    }

    private ServiceManager(Path directory, Deed deed) {
        this.asked = directory.resolve("asked");
        this.answered = directory.resolve("answered");
        this.thread = new Thread(() -> serve(deed), "service-manager");
        thread.setDaemon(true);
    }

    /** @param directory for its pipes */
    static ServiceManager start(Path directory, Deed deed) throws IOException, InterruptedException {
        ServiceManager manager = new ServiceManager(Files.createDirectories(directory), deed);
        for (Path pipe : List.of(manager.asked, manager.answered)) {
            if (new ProcessBuilder("mkfifo", pipe.toString())
                            .inheritIO()
                            .start()
                            .waitFor()
                    != 0) {
                throw new IOException("no pipe can be made: " + pipe);
            }
        }
        manager.thread.start();
        return manager;
    }

    /** Command lines that ask it for all there is. */
    Map<BrokerOperation, String> commands() {
        return BrokerCommands.BY_COMMAND.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        operation -> "echo %s ${broker.id} > '%s' && read -r code < '%s' && exit $code"
                                .formatted(operation, asked, answered)));
    }

    private void serve(Deed deed) {
        try {
            for (String[] words = words(); words.length == 2; words = words()) {
                Files.writeString(answered, exitCode(deed, words[0], Integer.parseInt(words[1])) + "\n");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int exitCode(Deed deed, String operation, int id) {
        try {
            deed.to(operation, id);
            return 0;
        } catch (Exception failed) {
            System.err.println(operation + " " + id + " has failed: " + failed);
            return 1;
        }
    }

    private String[] words() throws IOException {
        return Files.readString(asked).strip().split(" ");
    }

    @Override
    public void close() throws IOException {
        Files.writeString(asked, "end\n");
    }
}
