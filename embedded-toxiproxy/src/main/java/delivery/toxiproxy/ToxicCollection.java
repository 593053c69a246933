package delivery.toxiproxy;

import delivery.toxiproxy.toxics.ResetPeer;
import delivery.toxiproxy.toxics.Toxic;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** The toxics of a proxy, and the connections that they are applied to. */
final class ToxicCollection {
    /** A stage whose peer does not read cannot take note; it will when it can, and nobody waits for that. */
    private static final long SWITCH_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Map<Stream, List<ProxyToxic>> chains = new EnumMap<>(Stream.class);
    private final Set<Connection> connections = new HashSet<>();

    ToxicCollection() {
        for (Stream stream : Stream.values()) {
            chains.put(stream, new ArrayList<>());
        }
    }

    /** Upstream toxics first, then downstream, each in the order of their creation. */
    synchronized List<ProxyToxic> all() {
        return chains.values().stream().flatMap(List::stream).toList();
    }

    /** @throws ApiException 404 if there is none of that name */
    synchronized ProxyToxic get(String name) throws ApiException {
        return all().stream()
                .filter(toxic -> toxic.name.equals(name))
                .findFirst()
                .orElseThrow(ApiException::toxicNotFound);
    }

    /**
     * Adds a toxic after the others of its stream; what is read from a socket after this returns is subject to it.
     *
     * @throws ApiException 409 if the name is taken, else what the attributes are refused for
     */
    ProxyToxic add(ToxicRequest request) throws ApiException, InterruptedException {
        ProxyToxic toxic;
        List<ToxicStage> noted;
        synchronized (this) {
            if (all().stream().anyMatch(other -> other.name.equals(request.name()))) {
                throw new ApiException(409, "toxic already exists");
            }
            toxic = request.toToxic();
            chains.get(toxic.stream).add(toxic);
            noted = switchLinks(toxic, ToxicLink::add);
        }
        awaitSwitch(noted);
        return toxic;
    }

    /**
     * Changes attributes and toxicity of a toxic, also for the connections that exist.
     *
     * @throws ApiException 404 if there is none of that name, else what the change is refused for
     */
    ProxyToxic update(String name, byte[] body) throws ApiException, InterruptedException {
        ProxyToxic toxic;
        List<ToxicStage> noted;
        synchronized (this) {
            toxic = get(name);
            Toxic before = toxic.attributes();
            try {
                ToxicUpdate.apply(body, toxic);
            } catch (ApiException refused) {
                if (!toxic.attributes().equals(before)) {
                    switchLinks(toxic, ToxicLink::update);
                }
                throw refused;
            }
            noted = switchLinks(toxic, ToxicLink::update);
        }
        awaitSwitch(noted);
        return toxic;
    }

    void remove(String name) throws ApiException, InterruptedException {
        List<ToxicStage> noted;
        synchronized (this) {
            noted = unlink(get(name));
        }
        awaitSwitch(noted);
    }

    void removeAll() throws InterruptedException {
        List<ToxicStage> noted = new ArrayList<>();
        synchronized (this) {
            all().forEach(toxic -> noted.addAll(unlink(toxic)));
        }
        awaitSwitch(noted);
    }

    /** Applies all toxics to a new connection, before anything is read from its sockets. */
    synchronized void join(Connection connection) throws SocketException {
        if (connection.isOver()) {
            throw new SocketException("the proxy was stopped");
        }
        for (ProxyToxic toxic : all()) {
            connection.link(toxic.stream).add(toxic);
            if (toxic.attributes() instanceof ResetPeer) {
                connection.resetWhenClosed();
            }
        }
        connections.add(connection);
    }

    synchronized void forget(Connection connection) {
        connections.remove(connection);
    }

    private List<ToxicStage> unlink(ProxyToxic toxic) {
        chains.get(toxic.stream).remove(toxic);
        return switchLinks(toxic, ToxicLink::remove);
    }

    private List<ToxicStage> switchLinks(ProxyToxic toxic, BiFunction<ToxicLink, ProxyToxic, List<ToxicStage>> how) {
        return connections.stream()
                .flatMap(connection -> how.apply(connection.link(toxic.stream), toxic).stream())
                .toList();
    }

    private static void awaitSwitch(List<ToxicStage> noted) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + SWITCH_TIMEOUT_NANOS;
        for (ToxicStage stage : noted) {
            stage.awaitSwitch(deadlineNanos);
        }
    }
}
