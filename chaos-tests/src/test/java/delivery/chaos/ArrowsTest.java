package delivery.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages are the nouns of a run, and imports go one way only. */
class ArrowsTest {
    private static final String ROOT = "delivery.chaos";
    /** The package of the commands, which stands above all others. */
    private static final String COMMANDS = "(root)";

    /** These are named after what they record: {@code HistoryLine.Firing} has that of {@code Fault.Firing}. */
    private static final String LINES_OF_A_HISTORY = ROOT + ".history.HistoryLine$";

    /** Of all modules. */
    private static final JavaClasses ALL_CLASSES = importedAlone("delivery");

    private static final JavaClasses CLASSES =
            ALL_CLASSES.that(DescribedPredicate.describe("are of the harness", ArrowsTest::isOurs));

    /** Without what they use of libraries: of that only the name is asked for. */
    private static JavaClasses importedAlone(String root) {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    /** A package, and those of the harness that it may import. */
    private record Room(String name, Set<String> imports) {
        static Room of(String name, String... imports) {
            return new Room(name, Set.of(imports));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** From the ground up: each may import only what stands above it in this list, and of that only what it names. */
    private static final List<Room> ROOMS = List.of(
            // Machinery: what is broken, and how.
            Room.of("form"),
            Room.of("process"),
            Room.of("cluster", "process"),
            Room.of("network.wire", "cluster", "form"),
            Room.of("database", "process", "cluster"),
            Room.of("network.postgres", "cluster"),
            Room.of("network", "process", "cluster", "network.wire", "network.postgres"),
            Room.of("pipeline", "process", "form"),
            Room.of("pipeline.description", "form", "pipeline"),
            Room.of("log"),
            Room.of("testbed", "process", "cluster", "database", "form", "network", "network.wire", "pipeline", "log"),
            Room.of("fault", "process", "cluster", "network", "network.wire", "pipeline", "log", "testbed"),
            Room.of("fault.link", "process", "cluster", "network", "network.wire", "pipeline", "testbed", "fault"),
            Room.of("fault.pipeline", "process", "network", "network.wire", "pipeline", "testbed", "fault"),
            Room.of("fault.broker", "cluster", "network.wire", "pipeline", "testbed", "fault", "fault.pipeline"),
            Room.of(
                    "fault.database",
                    "process",
                    "cluster",
                    "database",
                    "network",
                    "network.postgres",
                    "pipeline",
                    "testbed",
                    "fault",
                    "fault.pipeline"),
            Room.of("fault.catalogue", "fault", "fault.link", "fault.pipeline", "fault.broker", "fault.database"),
            // Evidence: what happened.
            Room.of("history", "form"),
            Room.of("workload", "form", "history"),
            Room.of("readback", "form", "history", "log"),
            // Judgement: what of it was wrong, and what of that was promised.
            Room.of("audit.table", "form", "history"),
            Room.of("audit", "form", "history", "audit.table"),
            Room.of("report.text", "history", "audit"),
            Room.of("report.timeline", "history", "audit"),
            Room.of("report.compare", "audit"),
            Room.of("report.claims", "report.text"),
            Room.of("report", "history", "audit", "report.text", "report.timeline", "report.compare", "report.claims"),
            Room.of("report.archive", "history"),
            Room.of("report.atlas", "history", "audit", "report", "report.text", "report.claims"),
            Room.of("report.cost", "report.text"),
            Room.of("report.blast", "report.cost", "report.text"),
            // Runs: machinery, evidence and judgement together.
            Room.of(
                    "scenario",
                    "form",
                    "process",
                    "cluster",
                    "database",
                    "network",
                    "network.wire",
                    "network.postgres",
                    "pipeline",
                    "log",
                    "testbed",
                    "fault",
                    "history",
                    "workload",
                    "readback",
                    "audit"),
            Room.of("run.progress"),
            Room.of(
                    "run",
                    "process",
                    "cluster",
                    "database",
                    "network",
                    "pipeline",
                    "pipeline.description",
                    "testbed",
                    "fault",
                    "fault.catalogue",
                    "history",
                    "workload",
                    "audit",
                    "report",
                    "scenario",
                    "run.progress"),
            Room.of("topics", "form", "pipeline.description", "log", "history", "readback", "run"),
            Room.of(
                    "atlas",
                    "process",
                    "cluster",
                    "network",
                    "network.wire",
                    "pipeline",
                    "testbed",
                    "fault",
                    "fault.catalogue",
                    "fault.pipeline",
                    "workload",
                    "audit",
                    "report",
                    "report.atlas",
                    "scenario",
                    "run"),
            Room.of(
                    "cost",
                    "process",
                    "cluster",
                    "network.wire",
                    "pipeline",
                    "testbed",
                    "report.cost",
                    "report.blast",
                    "run"),
            Room.of(
                    COMMANDS,
                    "form",
                    "process",
                    "cluster",
                    "pipeline",
                    "pipeline.description",
                    "fault",
                    "fault.catalogue",
                    "history",
                    "audit",
                    "report",
                    "report.compare",
                    "report.archive",
                    "report.blast",
                    "scenario",
                    "run",
                    "topics",
                    "atlas",
                    "cost"));

    static List<Room> rooms() {
        return ROOMS;
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void importsOnlyWhatItNames(Room room) {
        DescribedPredicate<JavaClass> beyond = DescribedPredicate.describe(
                "beyond the arrows of " + room,
                type -> isOurs(type)
                        && !nameOf(type).equals(room.name())
                        && !room.imports().contains(nameOf(type)));

        noClasses()
                .that(DescribedPredicate.describe(
                        "are in " + room, type -> nameOf(type).equals(room.name())))
                .should()
                .dependOnClassesThat(beyond)
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void namesOnlyWhatStandsAboveItInTheList(Room room) {
        Set<String> above =
                ROOMS.subList(0, ROOMS.indexOf(room)).stream().map(Room::name).collect(Collectors.toSet());

        assertThat(above).containsAll(room.imports());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void namesNothingThatItDoesNotImport(Room room) {
        Set<String> imported = CLASSES.stream()
                .filter(type -> nameOf(type).equals(room.name()))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(ArrowsTest::isOurs)
                .map(ArrowsTest::nameOf)
                .collect(Collectors.toSet());

        assertThat(imported).containsAll(room.imports());
    }

    @Test
    void knowsEveryPackage() {
        Set<String> all = CLASSES.stream().map(ArrowsTest::nameOf).collect(Collectors.toSet());

        assertThat(ROOMS).extracting(Room::name).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void theEmbeddedToxiproxyIsKnownToTheNetworkAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".network")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("delivery.toxiproxy..")
                .check(CLASSES);
    }

    @Test
    void everyTypeHasANameOfItsOwn() {
        Map<String, List<String>> owners = ALL_CLASSES.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.PRIVATE))
                .filter(type -> !type.getName().startsWith(LINES_OF_A_HISTORY))
                .filter(type ->
                        !type.getSimpleName().isEmpty() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));

        assertThat(owners).containsKey("Aim");
        assertThat(owners.values()).allSatisfy(all -> assertThat(all).hasSize(1));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    private static String nameOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? COMMANDS : name.substring(ROOT.length() + 1);
    }
}
