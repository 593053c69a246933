package delivery.chaos.run;

import java.util.Optional;

/**
 * A cluster that is there already.
 *
 * @param bootstrap {@code chaos.bootstrap}: addresses with commas
 * @param admin {@code chaos.admin}: file of client properties, for TLS and SASL; neither if absent
 * @param shared {@code chaos.cluster.shared=yes}: it may have topics that are not this suite's
 */
public record ForeignClusterOptions(String bootstrap, Optional<String> admin, boolean shared) {
    private static final String BOOTSTRAP = "chaos.bootstrap";
    private static final String ADMIN = "chaos.admin";
    private static final String SHARED = "chaos.cluster.shared";

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one is wrong, or is there without the cluster
     */
    static Optional<ForeignClusterOptions> from(GivenOptions given) {
        Optional<String> bootstrap = given.textGiven(BOOTSTRAP);
        Optional<String> admin = given.textGiven(ADMIN);
        Optional<String> shared = given.textGiven(SHARED);
        if (shared.isPresent() && !shared.get().equals("yes")) {
            throw new IllegalArgumentException(
                    "-D" + SHARED + "=" + shared.get() + " says nothing; give yes, or leave it out");
        }
        if (bootstrap.isEmpty() && (admin.isPresent() || shared.isPresent())) {
            throw new IllegalArgumentException("-D" + (admin.isPresent() ? ADMIN : SHARED)
                    + " is about a cluster that is there: -D" + BOOTSTRAP + "=HOST:PORT");
        }
        return bootstrap.map(addresses -> new ForeignClusterOptions(addresses, admin, shared.isPresent()));
    }

    /** The options as part of a command line, with a space before each. */
    String options() {
        return " -D" + BOOTSTRAP + "=" + bootstrap
                + admin.map(file -> " -D" + ADMIN + "=" + file).orElse("")
                + (shared ? " -D" + SHARED + "=yes" : "");
    }
}
