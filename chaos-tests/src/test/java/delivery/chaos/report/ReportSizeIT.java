package delivery.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report can be attached and mailed: that of 300 cells weighs less than 14 MB without its evidence. */
class ReportSizeIT {
    private static final long BYTES_MAX = 14_000_000;

    @TempDir
    private Path directory;

    @Test
    void weighsLessThanFourteenMegabytesForThreeHundredCells() throws IOException {
        List<Cell> cells = DemoRun.many(directory, 60);
        DeliveryReport.write(directory, DemoRun.run(), cells);

        assertThat(cells).hasSize(300);
        assertThat(bytesWithoutEvidence()).isBetween(BYTES_MAX / 4, BYTES_MAX);
    }

    private long bytesWithoutEvidence() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long bytes = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(directory.resolve("evidence")))
                    .mapToLong(ReportSizeIT::size)
                    .sum();
            System.out.printf("a report of 300 cells: %.1f MB%n", bytes / 1e6);
            return bytes;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
