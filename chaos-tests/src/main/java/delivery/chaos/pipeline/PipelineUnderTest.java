package delivery.chaos.pipeline;

import delivery.chaos.process.JavaCommand;
import delivery.chaos.process.JavaProgram;
import delivery.contract.Guarantee;
import delivery.measured.MeasuredPipeline;
import delivery.measured.MeasuredVariant;
import delivery.sabotaged.SabotagedPipeline;
import delivery.sabotaged.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A program that turns events into effects, and the promise it is judged by.
 *
 * @param guarantee the promise; its name is the pipeline's name
 * @param program how it is run
 * @param settings of its Kafka clients, with the program's reasons; empty if they are not known
 */
public record PipelineUnderTest(Guarantee guarantee, Program program, List<DocumentedSetting> settings) {

    /** A program that takes the flags of the contract, and of whose settings nothing is known. */
    public PipelineUnderTest(Guarantee guarantee, Supplier<List<String>> command) {
        this(guarantee, given -> Invocation.withFlags(command.get(), given), List.of());
    }

    /** Name of the module, as in reports. */
    public String name() {
        return guarantee.name();
    }

    /** A module of this suite, started from the jars that its build laid out in {@code <module>/target/lib}. */
    static PipelineUnderTest module(Class<?> program, Guarantee guarantee, DocumentedSetting.Source settings) {
        return new PipelineUnderTest(guarantee, java(guarantee.name(), program), DocumentedSetting.of(settings));
    }

    /** A pipeline that counts into a database, of the module that has them all. */
    static PipelineUnderTest outside(
            Class<?> program, Guarantee guarantee, DocumentedSetting.Source settings, Program.DatabaseUse database) {
        return new PipelineUnderTest(
                guarantee, java("idempotent-consumer", program).with(database), DocumentedSetting.of(settings));
    }

    /** A module with one setting otherwise, under its module's promise, which it does not always keep. */
    public static PipelineUnderTest measured(MeasuredVariant variant) {
        return new PipelineUnderTest(
                variant.claim(), java("measured-pipelines", MeasuredPipeline.class, variant.name()), List.of());
    }

    /**
     * The same program of this suite in a JVM with other options, for one that lives for long.
     *
     * @throws IllegalArgumentException if it is somebody else's program
     */
    public PipelineUnderTest withJvmOptions(List<String> options) {
        if (program instanceof OfThisSuite ours) {
            JavaProgram java =
                    new JavaProgram(ours.java().jars(), options, ours.java().words());
            return new PipelineUnderTest(guarantee, new OfThisSuite(ours.module(), java, ours.database()), settings);
        }
        throw new IllegalArgumentException(name() + " is no program of this suite, and perhaps runs in no JVM");
    }

    /** A changed module under the promise that it makes. */
    public static PipelineUnderTest variant(Variant variant) {
        OfThisSuite program = java("sabotaged-pipelines", SabotagedPipeline.class, variant.name());
        Optional<Program.DatabaseUse> database = OutsidePipelines.databaseOf(variant);
        return new PipelineUnderTest(
                variant.claim(), database.map(program::with).orElse(program), List.of());
    }

    /** Where the build has laid out the jars of a module. */
    static Path built(String module) {
        Path chaosTests =
                JavaCommand.location(PipelineUnderTest.class).getParent().getParent();
        return chaosTests.resolveSibling(module).resolve("target").resolve("lib");
    }

    /** The same module with Kafka's clients of a version, which {@link ClientJars} lays out; others stay. */
    public PipelineUnderTest withClients(String version) {
        return program instanceof OfThisSuite ofThisSuite
                ? new PipelineUnderTest(guarantee, ofThisSuite.withClients(version), settings)
                : this;
    }

    private static OfThisSuite java(String module, Class<?> program, String... arguments) {
        return new OfThisSuite(
                module,
                new JavaProgram(
                        built(module),
                        Stream.concat(Stream.of("-Xmx256m"), JavaProgram.BRIEF_LIFE.stream())
                                .toList(),
                        Stream.concat(Stream.of(program.getName()), Stream.of(arguments))
                                .toList()),
                Optional.empty());
    }

    /** Throws as {@link Program#requireStartable} does. */
    public void requireStartable() {
        program.requireStartable();
    }

    /** One of this suite's programs, started from the jars of its module. */
    private record OfThisSuite(String module, JavaProgram java, Optional<DatabaseUse> database) implements Program {
        OfThisSuite with(DatabaseUse use) {
            return new OfThisSuite(module, java, Optional.of(use));
        }

        @Override
        public Invocation invocation(Given given) {
            // A JVM does not ask the environment for its directory of temporary files.
            return Invocation.withFlags(
                    java.withTemporaryFilesIn(given.temporaryDirectory()).get(), given);
        }

        private OfThisSuite withClients(String version) {
            return new OfThisSuite(
                    module, new JavaProgram(ClientJars.of(module, version), java.jvmOptions(), java.words()), database);
        }

        @Override
        public void requireStartable() {
            if (!Files.isDirectory(built(module))) {
                throw new IllegalArgumentException("the jars of " + module + " are missing: there is no "
                        + built(module) + "; build them by mvn package -DskipTests");
            }
        }
    }
}
