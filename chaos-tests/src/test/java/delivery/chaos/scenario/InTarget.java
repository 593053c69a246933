package delivery.chaos.scenario;

import delivery.chaos.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Makes temporary directories below {@code target}, for gigabytes that may be too many for the system's own. */
final class InTarget implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        Path target = JavaCommand.location(LiveAudit.class).getParent();
        return Files.createTempDirectory(target, "scale");
    }
}
