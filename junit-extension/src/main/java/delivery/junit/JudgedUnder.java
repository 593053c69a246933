package delivery.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that judges the pipeline of its class, once under each fault that is named. It fails with the reason of the
 * verdict unless that is PASS; its body is run after a PASS, and may ask for the {@link Judgement}. The faults of one
 * method are judged in one run, with one report, several at a time. Methods wait for each other, also where tests run
 * in parallel.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(FaultsOfTest.class)
public @interface JudgedUnder {
    /** Names of faults, as {@code acks-lost}. */
    String[] value();
}
