package delivery.chaos.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A program that is started again and again, as a JVM of its own that lives briefly. Its JVMs share classes (JEP 350):
 * one that ends cleanly leaves those that it loaded in an archive beside the jars, and from then on all start from
 * that, in half the time. What the program does is not changed by it. An archive that does not fit is passed over by
 * the JVM, and so is one whose writer was killed, for its head is written last.
 *
 * @param jars directory whose jars are the class path
 * @param jvmOptions in the words of a command line
 * @param words main class and arguments
 */
public record JavaProgram(Path jars, List<String> jvmOptions, List<String> words) implements Supplier<List<String>> {
    /** Options for a JVM that lives briefly: compiled once, one thread that collects garbage, nothing left behind. */
    public static final List<String> BRIEF_LIFE = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            // It would be a file in the temporary directory, left there by a SIGKILL.
            "-XX:-UsePerfData");

    private static final String LEAVE_CLASSES = "-XX:ArchiveClassesAtExit=";

    /** The JVM's words on archives would stand among the program's own lines. */
    private static final List<String> SHARING_SILENTLY = List.of("-Xlog:disable", "-Xlog:all=error:stderr");

    public JavaProgram {
        jvmOptions = List.copyOf(jvmOptions);
        words = List.copyOf(words);
    }

    /** The command that starts it now, with the Java of this JVM. */
    @Override
    public List<String> get() {
        List<String> command = new ArrayList<>(List.of(JavaCommand.executable()));
        command.addAll(jvmOptions);
        command.addAll(SHARING_SILENTLY);
        if (hasArchive()) {
            command.add("-XX:SharedArchiveFile=" + archive());
        } else if (Files.isWritable(archive().getParent())) {
            command.add(LEAVE_CLASSES + archive());
        }
        command.addAll(List.of("-cp", jars.resolve("*").toString()));
        command.addAll(words);
        return command;
    }

    /** The same with a directory for temporary files, where the native libraries of codecs are unpacked. */
    public JavaProgram withTemporaryFilesIn(Path directory) {
        List<String> more = new ArrayList<>(jvmOptions);
        more.add("-Djava.io.tmpdir=" + directory);
        return new JavaProgram(jars, more, words);
    }

    /** Whether a JVM that this command starts leaves its classes at its end, which takes it some time. */
    public static boolean leavesClasses(List<String> command) {
        return command.stream().anyMatch(option -> option.startsWith(LEAVE_CLASSES));
    }

    /** Whether one of its JVMs has left its classes. */
    public boolean hasArchive() {
        return Files.exists(archive());
    }

    private Path archive() {
        return jars.resolveSibling(words.get(0) + ".jsa");
    }
}
