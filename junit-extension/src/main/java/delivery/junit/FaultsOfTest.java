package delivery.junit;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Makes one test of each fault that a method names. */
final class FaultsOfTest implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext method) {
        return method.getRequiredTestMethod().isAnnotationPresent(JudgedUnder.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext method) {
        List<String> faults = List.of(
                method.getRequiredTestMethod().getAnnotation(JudgedUnder.class).value());
        if (faults.isEmpty() || new HashSet<>(faults).size() < faults.size()) {
            throw new ExtensionConfigurationException(
                    "@JudgedUnder of " + method.getDisplayName() + " names no fault, or one of them twice");
        }
        RunOfTest run = new RunOfTest(PipelineOfTest.of(method.getRequiredTestClass()), faults);
        return faults.stream().map(fault -> new OneFault(fault, run));
    }

    private record OneFault(String fault, RunOfTest run) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int number) {
            return fault;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new PassFirst(fault, run));
        }
    }
}
