package delivery.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.LiteralHistory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A whole history of six lines on disk (scenario, events e1 and e2, effect of e1, drain, end) for a test to tamper
 * with.
 */
final class TamperedHistory {
    final Path directory;
    final Path file;

    TamperedHistory(Path parent) throws IOException {
        directory = LiteralHistory.history()
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .writtenBelow(parent);
        file = directory.resolve(HistoryWriter.FILE_NAME);
    }

    /** The lines without their chains. */
    List<String> lines() throws IOException {
        Chain chain = new Chain();
        return chainedLines().stream().map(chain::unchained).toList();
    }

    List<String> chainedLines() throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** As whoever edits and knows of the chain. */
    void edit(Consumer<List<String>> change) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        change.accept(lines);
        Chain chain = new Chain();
        lines.replaceAll(line -> line.isEmpty() ? line : chain.chained(line));
        write(lines);
    }

    /** As whoever edits and knows of no chain. */
    void editBlindly(Consumer<List<String>> change) throws IOException {
        List<String> lines = new ArrayList<>(chainedLines());
        change.accept(lines);
        write(lines);
    }

    private void write(List<String> lines) throws IOException {
        overwrite((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void overwrite(byte[] content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
    }

    void replaceInLine(int line, String old, String replacement) throws IOException {
        edit(lines -> {
            assertThat(lines.get(line - 1)).contains(old);
            lines.set(line - 1, lines.get(line - 1).replace(old, replacement));
        });
    }
}
