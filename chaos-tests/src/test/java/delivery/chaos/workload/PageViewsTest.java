package delivery.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PageViewsTest {
    @TempDir
    Path directory;

    @Test
    void makesTheSameViewsFromTheSameSeed() {
        PageViews.Generated generated = new PageViews.Generated();

        assertThat(generated.pages(7))
                .hasSize(10_000)
                .isEqualTo(generated.pages(7))
                .isNotEqualTo(generated.pages(8));
    }

    @Test
    void makesAFewPagesPopularAndManyRare() {
        List<String> pages = new PageViews.Generated().pages(7);

        assertThat(Collections.frequency(pages, "/page/1"))
                .isGreaterThan(10 * Collections.frequency(pages, "/page/100"));
        assertThat(pages.stream().distinct().count()).isGreaterThan(500);
    }

    @Test
    void takesEveryLineOfALongFileInItsOrder() throws Exception {
        List<String> lines = Collections.nCopies(6_000, "/a\n/b");
        Path file = Files.writeString(directory.resolve("views.txt"), String.join("\n", lines));

        assertThat(read(file).pages(1))
                .hasSize(12_000)
                .startsWith("/a", "/b", "/a")
                .endsWith("/b");
    }

    @Test
    void goesThroughAShortFileAgainUntilThereAreEnough() throws Exception {
        Path file = Files.writeString(directory.resolve("views.txt"), "/a\n\n/b\n/c\n");

        assertThat(read(file).pages(1)).hasSize(10_000).startsWith("/a", "/b", "/c", "/a", "/b");
    }

    @Test
    void saysThatAFileIsMissingEmptyOrNoText() throws Exception {
        Path missing = directory.resolve("nowhere.txt");
        Path empty = Files.writeString(directory.resolve("empty.txt"), "\n \n");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> read(missing)).hasMessageContaining(missing + " does not exist");
        assertThatThrownBy(() -> read(empty)).hasMessageContaining(empty + " is empty");
        assertThatThrownBy(() -> read(binary)).hasMessageContaining(binary + " is not UTF-8 text");
        assertThatThrownBy(() -> read(directory)).hasMessageContaining(directory + " is no regular file");
    }

    private static PageViews read(Path file) {
        return PageViews.fromFile(file, OptionalInt.empty());
    }

    @Test
    void hasAsManyEventsAsAreAskedFor() throws Exception {
        Path file = Files.writeString(directory.resolve("views.txt"), "/a\n".repeat(11_000) + "/b\n");

        assertThat(new PageViews.Generated(20_000).pages(7)).hasSize(20_000).startsWith(first(7, 100));
        assertThat(PageViews.fromFile(file, OptionalInt.of(10_000)).pages(1))
                .hasSize(10_000)
                .containsOnly("/a");
        assertThat(PageViews.fromFile(file, OptionalInt.of(11_002)).pages(1))
                .hasSize(11_002)
                .endsWith("/b", "/a");
    }

    private static String[] first(long seed, int pages) {
        return new PageViews.Generated().pages(seed).subList(0, pages).toArray(String[]::new);
    }

    @Test
    void passesOverAByteOrderMark() throws Exception {
        Path file = Files.writeString(directory.resolve("views.txt"), "\uFEFF/a\n/b\n");

        assertThat(read(file).pages(1)).startsWith("/a", "/b");
    }

    @Test
    void refusesALineThatIsTooLongAndNamesIt() throws Exception {
        Path file = Files.writeString(directory.resolve("views.txt"), "/a\n" + "x".repeat(900_000) + "\n");

        assertThatThrownBy(() -> read(file))
                .hasMessageContaining(file + " has 900000 characters in line 2; give -Dchaos.events")
                .hasMessageContaining("each of 2000 characters at most");
    }

    @Test
    void refusesMoreThanACellCanHave() throws Exception {
        Path lines = Files.writeString(directory.resolve("lines.txt"), "/\n".repeat(1_000_001));
        Path large = directory.resolve("large.txt");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }

        assertThatThrownBy(() -> read(lines)).hasMessageContaining("lines.txt has 1000001 lines; ");
        assertThatThrownBy(() -> read(large)).hasMessageContaining("large.txt has 1099511627776 bytes; ");
    }

    @Test
    @Timeout(10)
    void doesNotWaitForAPipeNorReadADeviceToItsEnd() throws Exception {
        Path pipe = directory.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> read(pipe)).hasMessageContaining("pipe is no regular file");
        assertThatThrownBy(() -> read(Path.of("/dev/zero"))).hasMessageContaining("/dev/zero is no regular file");
    }
}
