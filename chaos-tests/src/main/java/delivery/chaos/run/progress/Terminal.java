package delivery.chaos.run.progress;

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
 *
 * @param columns how many characters a line has
 */
record Terminal(PrintStream out, int columns) {
    private static final String SUREFIRE_FORK = "surefire.real.class.path";
    private static final int COLUMNS_IF_UNKNOWN = 80;

    static Optional<Terminal> ofThisRun() {
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

    private static Optional<Terminal> open(Path device) {
        try {
            PrintStream out = new PrintStream(Files.newOutputStream(device), true, StandardCharsets.UTF_8);
            return Optional.of(new Terminal(out, columns(device)));
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }

    private static int columns(Path device) throws IOException {
        Process stty = new ProcessBuilder("stty", "size")
                .redirectInput(device.toFile())
                .redirectErrorStream(true)
                .start();
        return columns(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    }

    /** The second of the two numbers that {@code stty size} prints; 80 if it prints something else, or does not know. */
    static int columns(String rowsAndColumns) {
        String[] numbers = rowsAndColumns.strip().split(" ");
        boolean known = numbers.length == 2 && numbers[1].matches("[1-9][0-9]{1,3}");
        return known ? Integer.parseInt(numbers[1]) : COLUMNS_IF_UNKNOWN;
    }
}
