package delivery.chaos.report.claims;

import java.util.Map;

/**
 * Something that a run does or a build asserts, and how it has to come out if a grade is right.
 *
 * @param kind what it is
 * @param of which one: {@code at-least-once/acks-lost}, the name of a sabotage or of a class, {@code producer acks}
 * @param given settings that are set; of a cell, scenario or step the {@code transaction.version} of the brokers only
 * @param expect {@code duplicated > 0}; empty for a test, whose assertion is its own
 */
public record Experiment(What kind, String of, Map<String, String> given, String expect) {

    /** What an experiment is. */
    public enum What {
        /** A module under a fault: {@code at-least-once/acks-lost}. */
        CELL,
        /** A scenario of the atlas: {@code at-least-once/produce/ack-lost}. */
        SCENARIO,
        /** A sabotaged pipeline, under the fault that must convict it. */
        SABOTAGE,
        /** A step that a module takes, or does not, as the atlas recorded it: {@code streams-eos/end-txn}. */
        STEP,
        /** What a client or broker of this class path makes of settings: {@code producer enable.idempotence}. */
        SETTING,
        /** A class or method of the clients on this class path, there or not. */
        API,
        /** A test class. */
        TEST
    }

    /** As people read it: {@code producer enable.idempotence given acks=1}; a test without its package. */
    public String title() {
        String name = kind == What.TEST ? of.substring(of.lastIndexOf('.') + 1) : of;
        return given.isEmpty()
                ? name
                : name + " given "
                        + String.join(
                                ", ",
                                given.entrySet().stream()
                                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                                        .sorted()
                                        .toList());
    }
}
