package delivery.chaos.report.claims;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What the clients of this class path offer to a program. */
final class ClientApi {
    static final String PRESENT = "present";
    static final String ABSENT = "absent";

    private ClientApi() {}

    /**
     * Whether a class or a public method is there.
     *
     * @param name {@code org.apache.kafka.clients.producer.Producer#flush()}, with the simple names of the parameters'
     *     types: {@code …Producer#sendOffsetsToTransaction(Map, String)}
     * @return {@value #PRESENT} or {@value #ABSENT}
     */
    static String of(String name) {
        String[] parts = name.split("#");
        try {
            Class<?> type = Class.forName(parts[0], false, ClientApi.class.getClassLoader());
            boolean there = parts.length == 1
                    || Arrays.stream(type.getMethods())
                            .map(method -> method.getName() + "("
                                    + Arrays.stream(method.getParameterTypes())
                                            .map(Class::getSimpleName)
                                            .collect(Collectors.joining(", "))
                                    + ")")
                            .anyMatch(parts[1]::equals);
            return there ? PRESENT : ABSENT;
        } catch (ClassNotFoundException absent) {
            return ABSENT;
        }
    }
}
