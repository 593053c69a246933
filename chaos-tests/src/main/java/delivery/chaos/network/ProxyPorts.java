package delivery.chaos.network;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.cluster.PortReservation;
import java.io.IOException;

/** Where the proxies of a Toxiproxy server listen, and where that is reached from here. */
interface ProxyPorts {
    /**
     * Free ports of the loopback interface, which server and harness share. A proxy that is disabled or made anew comes
     * back to its port: so it is none that an outgoing connection could be given meanwhile.
     */
    ProxyPorts RESERVED = new ProxyPorts() {
        @Override
        public String take() throws IOException {
            try (PortReservation reservation = new PortReservation()) {
                return Endpoint.LOOPBACK + ":" + reservation.reserve();
            }
        }

        @Override
        public Endpoint reached(String listen) {
            return Endpoint.loopback(portOf(listen));
        }

        @Override
        public void giveBack(String listen) {}
    };

    /**
     * A listen address for a new proxy, as Toxiproxy takes it.
     *
     * @throws IOException if none is left
     */
    String take() throws IOException;

    /** Where a proxy is reached that listens, as Toxiproxy reports it, at this address. */
    Endpoint reached(String listen);

    /** The proxy that listened there is no more. */
    void giveBack(String listen);

    /** The port of {@code host:port}, also where the host is an IPv6 address. */
    static int portOf(String listen) {
        return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    }
}
