package delivery.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which pipeline the tests of a class judge: a class of the project, by {@link #main} and {@link #promise}, or any
 * program, by its {@link #description}. The class is started in a JVM of its own, with the class path of the test and
 * the flags of the contract.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface JudgedPipeline {
    /** The class whose {@code main} is the pipeline. */
    Class<?> main() default void.class;

    /**
     * What {@link #main} promises: {@code at-most-once}, {@code at-least-once}, {@code idempotent-producer},
     * {@code transactional-eos}, {@code streams-eos} or {@code last-count}.
     */
    String promise() default "";

    /**
     * A file that describes the pipeline, its promise too, relative to the directory in which the tests run; instead
     * of {@link #main}.
     */
    String description() default "";
}
