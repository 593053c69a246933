package delivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkBenchmarkIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return NetworkBenchmark.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void measuresEveryPathThatThereIs() {
        assertThat(run("--seconds", "0.01", "--connections", "4"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().lines().filter(line -> line.startsWith("| throughput, 8 connections")))
                .singleElement()
                .asString()
                .matches("(\\| [^|]+ ){5}\\|");
        assertThat(out.toString()).contains("| wire tap + embedded |", "| Produce of 1 MiB, 1 connection, MB/s |");
    }

    @Test
    void saysInOneLineThatTheServerIsMissing(@TempDir Path directory) {
        Path missing = directory.resolve("toxiproxy-server");

        assertThat(run("--toxiproxy-server", missing.toString())).isEqualTo(1);

        assertThat(err.toString()).isEqualToIgnoringNewLines("--toxiproxy-server " + missing + ": no such program");
    }

    @Test
    void answersAWrongFlagWithItsUsage() {
        assertThat(run("--second", "1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("Unknown option").contains("Usage: NetworkBenchmark");
    }

    @Test
    void refusesToMeasureForNoTime() {
        assertThat(run("--seconds", "0")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--seconds and --connections take a number above 0");
    }
}
