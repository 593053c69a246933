package delivery.chaos.process;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** How child JVMs are started: with the Java that runs the harness. */
public final class JavaCommand {
    private JavaCommand() {}

    /** The {@code java} of this JVM. */
    public static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The jar or directory that a class was loaded from. */
    public static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
