package delivery.chaos.cluster;

/** An address that something listens on. */
public record Endpoint(String host, int port) {
    public static final String LOOPBACK = "127.0.0.1";

    public static Endpoint loopback(int port) {
        return new Endpoint(LOOPBACK, port);
    }

    /** {@code host:port}, as in {@code bootstrap.servers}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
