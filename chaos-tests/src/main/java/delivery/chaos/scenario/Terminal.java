package delivery.chaos.scenario;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The terminal on which somebody watches a run: that of this process's standard output, or, in a JVM that Surefire has
 * forked and whose output it reads, that of the Maven which did. None where the output goes to a file, a pipe or CI, nor
 * where there is no {@code /proc}.
 */
final class Terminal {
    private static final String SUREFIRE_FORK = "surefire.real.class.path";

    private Terminal() {}

    static Optional<PrintStream> ofThisRun() {
        return device(ProcessHandle.current())
                .or(() -> System.getProperty(SUREFIRE_FORK) == null ? Optional.empty() : ofMaven())
                .flatMap(Terminal::open);
    }

    /** Between a fork and its Maven there may be a shell. */
    private static Optional<Path> ofMaven() {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        while (parent.isPresent() && !isJava(parent.get())) {
            parent = parent.get().parent();
        }
        return parent.flatMap(Terminal::device);
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/java"))
                .isPresent();
    }

    private static Optional<Path> device(ProcessHandle process) {
        return device(Path.of("/proc", String.valueOf(process.pid()), "fd", "1"));
    }

    /** Where a link to an open file leads, if that is a terminal. */
    static Optional<Path> device(Path openFile) {
        try {
            return Optional.of(Files.readSymbolicLink(openFile))
                    .filter(file ->
                            file.startsWith("/dev/pts") || file.toString().startsWith("/dev/tty"));
        } catch (IOException | UnsupportedOperationException notToBeSeen) {
            return Optional.empty();
        }
    }

    private static Optional<PrintStream> open(Path device) {
        try {
            return Optional.of(new PrintStream(Files.newOutputStream(device), true, StandardCharsets.UTF_8));
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }
}
