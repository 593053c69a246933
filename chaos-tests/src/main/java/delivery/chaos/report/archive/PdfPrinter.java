package delivery.chaos.report.archive;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prints a page as a PDF, by a Chromium without a window.
 *
 * @param chromium its program
 */
public record PdfPrinter(Path chromium) {
    private static final List<String> PROGRAMS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    /** Of 130 pages, on two busy cores, it needed 10 s. */
    private static final int DEADLINE_SECONDS = 180;

    /** By the first Chromium on the path; empty if there is none. */
    public static Optional<PdfPrinter> onThePath() {
        List<String> directories = Arrays.asList(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator));
        return PROGRAMS.stream()
                .flatMap(program -> directories.stream().map(directory -> Path.of(directory, program)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(PdfPrinter::new);
    }

    /**
     * Prints it.
     *
     * @param pdf replaced if it is there
     * @throws IOException if that failed, with the last of what Chromium said
     */
    public void print(Path page, Path pdf) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory(pdf.toAbsolutePath().getParent(), "chromium");
        Path said = scratch.resolve("said");
        try {
            // Without its sandbox: it shows nothing but this suite's own page, which runs no script, and root has none.
            Process process = new ProcessBuilder(
                            chromium.toString(),
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--user-data-dir=" + scratch.resolve("profile"),
                            "--no-pdf-header-footer",
                            "--print-to-pdf=" + pdf.toAbsolutePath(),
                            page.toUri().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new IOException(chromium + " did not print " + page + " within " + DEADLINE_SECONDS + " s");
            }
            if (process.exitValue() != 0 || !Files.exists(pdf)) {
                throw new IOException(chromium + " did not print " + page + ": " + lastLine(said));
            }
        } finally {
            delete(scratch);
        }
    }

    private static String lastLine(Path said) throws IOException {
        List<String> lines = Files.readAllLines(said);
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                // A process of the browser that is about to end may take its own files away.
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException goneMeanwhile) {
            throw goneMeanwhile.getCause();
        }
    }
}
