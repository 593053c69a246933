package delivery.junit;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Fails the test of a fault unless the verdict is PASS, and hands the judgement to its body. */
final class PassFirst implements BeforeEachCallback, ParameterResolver {
    private final String fault;
    private final RunOfTest run;
    private Judgement judgement;

    PassFirst(String fault, RunOfTest run) {
        this.fault = fault;
        this.run = run;
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        judgement = run.judgement(fault, HarnessOfTests.of(test));
        if (!judgement.isKept()) {
            throw new AssertionError(judgement + System.lineSeparator() + "see "
                    + Path.of("").toAbsolutePath().relativize(judgement.report()) + "; -Dchaos.seed="
                    + judgement.seed() + " does the same again");
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Judgement.class;
    }

    @Override
    public Judgement resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return judgement;
    }
}
