package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.atlas.AtlasOptions;
import delivery.chaos.atlas.AtlasRun;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.chaos.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every strike at every step of the protocol, or a tenth of them, judged by the promise of each module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AtlasIT {
    private List<Cell> cells;

    @BeforeAll
    void runTheAtlas() throws Exception {
        Path target = JavaCommand.location(AtlasRun.class).getParent();
        AtlasOptions options = AtlasOptions.from(System.getProperties());
        cells = new AtlasRun(options, target.resolve("delivery-report"), target.resolve("atlas"), System.out).run();
        assertThat(cells).isNotEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyModuleKeepsItsPromiseAtEveryStep() {
        return cells.stream()
                .map(cell -> DynamicTest.dynamicTest(
                        cell.id(),
                        () -> assertThat(cell.verdict()).as(cell.reason()).isEqualTo(Verdict.PASS)));
    }
}
