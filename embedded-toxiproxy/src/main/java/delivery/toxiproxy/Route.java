package delivery.toxiproxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which requests an operation of the API is for: methods, and a path whose segments in braces match anything. */
record Route(Set<String> methods, List<String> pattern, Operation operation) {

    /** Serves a request, given what stood in the place of the braces, and its body. */
    interface Operation {
        ApiResponse serve(List<String> variables, byte[] body) throws ApiException, InterruptedException;
    }

    static Route of(String methods, String pattern, Operation operation) {
        return new Route(Set.of(methods.split("\\|")), segments(pattern), operation);
    }

    /** What stands in the place of the braces, if the path matches. */
    Optional<List<String>> match(String path) {
        List<String> segments = segments(path);
        if (segments.size() != pattern.size()) {
            return Optional.empty();
        }
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            if (pattern.get(i).startsWith("{") && !segments.get(i).isEmpty()) {
                variables.add(segments.get(i));
            } else if (!pattern.get(i).equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static List<String> segments(String path) {
        return Arrays.asList(path.split("/", -1));
    }
}
