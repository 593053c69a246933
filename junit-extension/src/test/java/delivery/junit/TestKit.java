package delivery.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Execution;

/** Runs test classes as a build does, and says what they came to. */
final class TestKit {
    private TestKit() {}

    /** One after the other. */
    static EngineExecutionResults run(Class<?>... tests) {
        return of(tests).execute();
    }

    static EngineExecutionResults runAllAtOnce(Class<?>... tests) {
        return of(tests)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .execute();
    }

    private static EngineTestKit.Builder of(Class<?>... tests) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter");
        for (Class<?> test : tests) {
            kit.selectors(selectClass(test));
        }
        return kit;
    }

    /** The messages of what failed: of tests, and of methods of which no test could be made. */
    static List<String> failures(EngineExecutionResults results) {
        return results.allEvents()
                .executions()
                .failed()
                .map(Execution::getTerminationInfo)
                .map(ended -> ended.getExecutionResult())
                .flatMap(result -> result.getThrowable().stream())
                .map(Throwable::getMessage)
                .toList();
    }
}
