package delivery.chaos.run.progress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The terminal that this process's standard output goes to. There is none where it goes to a file, a pipe or CI, as in
 * every JVM that Maven has forked, nor where there is no {@code /proc}.
 *
 * @param columns how many characters a line has
 */
record Terminal(PrintStream out, int columns) {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final int COLUMNS_IF_UNKNOWN = 80;

    /** The terminal that a stream prints to; none if the stream is not the standard output. */
    static Optional<Terminal> of(PrintStream out) {
        return out == System.out
                ? device(STANDARD_OUTPUT).map(device -> new Terminal(out, columns(device)))
                : Optional.empty();
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

    private static int columns(Path device) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(device.toFile())
                    .redirectErrorStream(true)
                    .start();
            return columns(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException noStty) {
            return COLUMNS_IF_UNKNOWN;
        }
    }

    /**
     * The second of the two numbers that {@code stty size} prints; 80 if it prints something else, or does not know.
     */
    static int columns(String rowsAndColumns) {
        String[] numbers = rowsAndColumns.strip().split(" ");
        boolean known = numbers.length == 2 && numbers[1].matches("[1-9][0-9]{1,3}");
        return known ? Integer.parseInt(numbers[1]) : COLUMNS_IF_UNKNOWN;
    }
}
