package delivery.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages are the nouns of a run, and imports go one way only. */
class ArrowsTest {
    private static final String ROOT = "delivery.chaos.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("delivery.chaos");

    /** For every package, those of the harness that it may import. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            // machinery
            Map.entry("process", Set.of()),
            Map.entry("cluster", Set.of("process")),
            Map.entry("network.toxiproxy.toxics", Set.of()),
            Map.entry("network.toxiproxy", Set.of("network.toxiproxy.toxics")),
            Map.entry("network.wire", Set.of("cluster")),
            Map.entry("network", Set.of("process", "cluster", "network.toxiproxy", "network.wire")),
            Map.entry("pipeline", Set.of("process")),
            Map.entry("log", Set.of()),
            Map.entry("testbed", Set.of("process", "cluster", "network", "network.wire", "pipeline", "log")),
            Map.entry("fault", Set.of("process", "cluster", "network", "network.wire", "pipeline", "log", "testbed")),
            Map.entry("benchmark", Set.of("process", "cluster", "network", "network.wire")),
            // evidence
            Map.entry("history", Set.of()),
            Map.entry("workload", Set.of("history")),
            // judgement
            Map.entry("audit", Set.of("history")),
            Map.entry("report.timeline", Set.of("history", "audit")),
            Map.entry("report.compare", Set.of("audit")),
            Map.entry("report", Set.of("history", "audit", "report.timeline", "report.compare")));

    static Set<String> packages() {
        return ARROWS.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyWhatLiesBehindItsArrows(String name) {
        DescribedPredicate<JavaClass> beyond = DescribedPredicate.describe(
                "beyond the arrows of " + name,
                type -> type.getPackageName().startsWith(ROOT)
                        && !nameOf(type).equals(name)
                        && !ARROWS.get(name).contains(nameOf(type)));

        noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat(beyond)
                .check(CLASSES);
    }

    @Test
    void knowsEveryPackageButThoseOnTop() {
        Set<String> all = CLASSES.stream().map(ArrowsTest::nameOf).collect(Collectors.toSet());
        all.removeAll(Set.of("scenario", "atlas", ""));

        assertThat(ARROWS.keySet()).containsExactlyInAnyOrderElementsOf(all);
    }

    private static String nameOf(JavaClass type) {
        return (type.getPackageName() + ".").substring(ROOT.length()).replaceFirst("\\.$", "");
    }
}
