package delivery.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program with a {@code main}, run in a JVM of its own on the class path of the test.
 *
 * @param exitCode as the operating system reports it
 * @param stderr the lines of its standard error
 */
public record ChildProgram(int exitCode, List<String> stderr) {
    private static final long TIMEOUT_S = 30;

    /** Runs a program to its end, with no environment variables but those given. */
    public static ChildProgram run(Class<?> program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return end(start(program, environment, arguments));
    }

    static Process start(Class<?> program, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static ChildProgram end(Process process) throws IOException, InterruptedException {
        try (BufferedReader stderr = process.errorReader()) {
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running after " + TIMEOUT_S + " s: " + process.info());
            }
            return new ChildProgram(process.exitValue(), stderr.lines().toList());
        } finally {
            process.destroyForcibly();
        }
    }
}
