package delivery.junit;

import delivery.chaos.Launcher;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The harness, once for all tests of a JVM. It has a class loader of its own, so that no version of a library has to
 * suit both it and the project. JUnit closes it after the last test, and with it all that it has started.
 */
final class HarnessOfTests implements AutoCloseable {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(HarnessOfTests.class);

    private static final String JUDGE = "delivery.chaos.JudgeForTests";
    private static final String OPTIONS = "chaos.";

    private final ClassLoader loader;
    private final Closeable judge;

    private HarnessOfTests(Path directory) throws Exception {
        loader = Launcher.harness(directory);
        judge = (Closeable) call(() -> loader.loadClass(JUDGE)
                .getConstructor(Path.class, PrintStream.class)
                .newInstance(directory, System.out));
    }

    /** The one of this JVM. Nothing is started yet. */
    static HarnessOfTests of(ExtensionContext context) throws Exception {
        synchronized (HarnessOfTests.class) {
            ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
            HarnessOfTests open = store.get(JUDGE, HarnessOfTests.class);
            if (open == null) {
                open = new HarnessOfTests(Path.of("target").toAbsolutePath());
                store.put(JUDGE, open);
            }
            return open;
        }
    }

    /**
     * Judges a pipeline under some faults in one run, after the runs that are under way.
     *
     * @return what came of it, by fault
     * @throws ExtensionConfigurationException in one line, if a name, an option or the description is wrong
     * @throws Exception that says why, if the harness failed
     */
    Map<String, Map<String, String>> judge(PipelineOfTest pipeline, List<String> faults) throws Exception {
        String description = pipeline.isDescribed() ? pipeline.said().description() : describe(pipeline);
        return outcomes(call(() -> judge.getClass()
                .getMethod("judge", String.class, List.class, Properties.class)
                .invoke(judge, description, faults, asked())));
    }

    private String describe(PipelineOfTest pipeline) throws Exception {
        JudgedPipeline said = pipeline.said();
        return (String) call(() -> judge.getClass()
                .getMethod("describe", String.class, String.class, String.class, String.class)
                .invoke(
                        judge,
                        pipeline.name(),
                        said.main().getName(),
                        System.getProperty("java.class.path"),
                        said.promise()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, String>> outcomes(Object answer) {
        return (Map<String, Map<String, String>>) answer;
    }

    /** Those of this suite alone: a property of the project may begin like another option. */
    private static Properties asked() {
        Properties asked = new Properties();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(OPTIONS))
                .forEach(name -> asked.setProperty(name, System.getProperty(name)));
        return asked;
    }

    /** Libraries look for their parts by the class loader of the thread. */
    private Object call(Callable<?> what) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return what.call();
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof IllegalArgumentException wrong) {
                throw new ExtensionConfigurationException(wrong.getMessage(), wrong);
            }
            throw failed.getCause() instanceof Exception failure ? failure : failed;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        judge.close();
    }
}
