package delivery.junit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The pipeline of a test class, as its annotation says. */
record PipelineOfTest(JudgedPipeline said) {

    /**
     * That of a class, or of the class around it.
     *
     * @throws ExtensionConfigurationException in one line, if there is none, or it cannot be judged
     */
    static PipelineOfTest of(Class<?> test) {
        for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
            JudgedPipeline said = type.getAnnotation(JudgedPipeline.class);
            if (said != null) {
                PipelineOfTest pipeline = new PipelineOfTest(said);
                pipeline.requireWhole(type.getSimpleName());
                return pipeline;
            }
        }
        throw new ExtensionConfigurationException(
                test.getSimpleName() + " says of no pipeline that it is judged; annotate it with @JudgedPipeline");
    }

    /** Whether it is given by a file. */
    boolean isDescribed() {
        return !said.description().isEmpty();
    }

    /** Of a class: {@code page-views} of {@code PageViews}. */
    String name() {
        return hyphened(said.main().getSimpleName());
    }

    static String hyphened(String simpleName) {
        return simpleName
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private void requireWhole(String where) {
        boolean hasMain = said.main() != void.class;
        if (hasMain == isDescribed()) {
            throw wrong(where, "needs main or description" + (hasMain ? ", and has both" : ""));
        }
        if (isDescribed() && !said.promise().isEmpty()) {
            throw wrong(where, "has a promise, which its description says already");
        }
        if (hasMain && said.promise().isEmpty()) {
            throw wrong(where, "needs a promise, as promise = \"at-least-once\"");
        }
        if (hasMain && !hasMainMethod(said.main())) {
            throw wrong(
                    where,
                    "names a class without public static void main(String[]): "
                            + said.main().getName());
        }
    }

    private static ExtensionConfigurationException wrong(String where, String what) {
        return new ExtensionConfigurationException("@JudgedPipeline of " + where + " " + what);
    }

    private static boolean hasMainMethod(Class<?> type) {
        try {
            Method main = type.getMethod("main", String[].class);
            return Modifier.isStatic(main.getModifiers()) && main.getReturnType() == void.class;
        } catch (NoSuchMethodException none) {
            return false;
        }
    }
}
