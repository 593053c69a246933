package delivery.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
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

        assertThat(PageViews.fromFile(file).pages(1))
                .hasSize(12_000)
                .startsWith("/a", "/b", "/a")
                .endsWith("/b");
    }

    @Test
    void goesThroughAShortFileAgainUntilThereAreEnough() throws Exception {
        Path file = Files.writeString(directory.resolve("views.txt"), "/a\n\n/b\n/c\n");

        assertThat(PageViews.fromFile(file).pages(1)).hasSize(10_000).startsWith("/a", "/b", "/c", "/a", "/b");
    }

    @Test
    void saysThatAFileIsMissingEmptyOrNoText() throws Exception {
        Path missing = directory.resolve("nowhere.txt");
        Path empty = Files.writeString(directory.resolve("empty.txt"), "\n \n");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> PageViews.fromFile(missing)).hasMessageContaining(missing + " does not exist");
        assertThatThrownBy(() -> PageViews.fromFile(empty)).hasMessageContaining(empty + " is empty");
        assertThatThrownBy(() -> PageViews.fromFile(binary)).hasMessageContaining(binary + " is not UTF-8 text");
        assertThatThrownBy(() -> PageViews.fromFile(directory)).hasMessageContaining(directory + " cannot be read");
    }
}
