package delivery.chaos.atlas;

import delivery.chaos.pipeline.PipelineUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Class-data sharing (JEP 350): the first process of a module leaves its loaded classes in an archive when it ends, and all
 * others start from that, in half the time. What a program does is not changed by it; an archive that does not fit is passed
 * over by the JVM.
 */
record SharedClasses(Path directory) {

    /** The module, started so that it leaves an archive when it has been stopped cleanly. */
    PipelineUnderTest archiving(PipelineUnderTest module) {
        return with(module, "-XX:ArchiveClassesAtExit=" + archive(module));
    }

    /** The module, started from its archive. */
    PipelineUnderTest archived(PipelineUnderTest module) {
        return with(module, "-XX:SharedArchiveFile=" + archive(module));
    }

    private Path archive(PipelineUnderTest module) {
        return directory.resolve(module.name() + ".jsa");
    }

    /** The option goes behind the program that is started, which is the first word of a command. */
    private static PipelineUnderTest with(PipelineUnderTest module, String option) {
        List<String> command = new ArrayList<>(module.command());
        // Its log would stand among the pipeline's own lines.
        command.addAll(1, List.of(option, "-Xlog:disable", "-Xlog:all=error:stderr"));
        return new PipelineUnderTest(module.guarantee(), command);
    }
}
