package delivery.chaos.network;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The few ports that a container publishes: a proxy takes one and gives it back. */
final class PortPool implements ProxyPorts {
    private final Map<Integer, Endpoint> reachedByPort;
    private final TreeSet<Integer> free;

    /** @param reachedByPort where each port of the container is reached from here */
    PortPool(Map<Integer, Endpoint> reachedByPort) {
        this.reachedByPort = new TreeMap<>(reachedByPort);
        this.free = new TreeSet<>(reachedByPort.keySet());
    }

    @Override
    public synchronized String take() throws IOException {
        Integer port = free.pollFirst();
        if (port == null) {
            throw new IOException("all " + reachedByPort.size()
                    + " ports that the Toxiproxy container publishes are taken by proxies; run fewer links at a time");
        }
        return "0.0.0.0:" + port;
    }

    @Override
    public Endpoint reached(String listen) {
        return reachedByPort.get(ProxyPorts.portOf(listen));
    }

    @Override
    public synchronized void giveBack(String listen) {
        free.add(ProxyPorts.portOf(listen));
    }
}
