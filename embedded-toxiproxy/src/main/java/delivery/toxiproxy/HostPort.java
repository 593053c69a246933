package delivery.toxiproxy;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Addresses written {@code host:port}, resolved and shown the way Go's net package does. */
record HostPort(String host, int port) {
    private static final int LARGEST_PORT = 65535;

    /** Splits an address; an empty host means all interfaces, an empty address any port. */
    static HostPort parse(String address) throws AddressException {
        if (address.isEmpty()) {
            return new HostPort("", 0);
        }
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new AddressException("address " + address + ": missing port in address");
        }
        String host = address.substring(0, colon);
        if (host.startsWith("[")) {
            if (!host.endsWith("]")) {
                throw new AddressException("address " + address + ": "
                        + (address.contains("]") ? "missing port in address" : "missing ']' in address"));
            }
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new AddressException("address " + address + ": too many colons in address");
        }
        return new HostPort(host, parsePort(address.substring(colon + 1)));
    }

    private static int parsePort(String text) throws AddressException {
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[+-]?[0-9]+")) {
            throw new AddressException("lookup tcp/" + text + ": unknown port");
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= LARGEST_PORT) {
                return port;
            }
        } catch (NumberFormatException tooLarge) {
            throw new AddressException("address " + text + ": invalid port");
        }
        throw new AddressException("address " + text + ": invalid port");
    }

    /**
     * Begins to listen; port 0 takes any that is free.
     *
     * @throws ApiException 500 with the reason, in Go's words
     */
    static ServerSocket listen(String address, int backlog) throws ApiException {
        InetSocketAddress resolved;
        try {
            HostPort parsed = parse(address);
            resolved = parsed.host.isEmpty()
                    ? new InetSocketAddress(parsed.port)
                    : new InetSocketAddress(parsed.addresses().get(0), parsed.port);
        } catch (AddressException wrong) {
            throw new ApiException(500, "listen tcp: " + wrong.getMessage());
        }
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(resolved, backlog);
            return listener;
        } catch (BindException refused) {
            String reason = refused.getMessage().replaceAll(" \\(.*", "").toLowerCase(Locale.ROOT);
            throw new ApiException(500, "listen tcp " + resolve(address) + ": bind: " + reason);
        } catch (IOException failure) {
            throw new ApiException(500, "listen tcp " + resolve(address) + ": " + failure.getMessage());
        }
    }

    /** The address that a listener is bound to, as text. */
    static String text(ServerSocket listener) {
        InetAddress bound = listener.getInetAddress();
        return bound.isAnyLocalAddress() && hasIpv6()
                ? "[::]:" + listener.getLocalPort()
                : text(bound, listener.getLocalPort());
    }

    /**
     * An address with its host name resolved, as text; nothing is bound.
     *
     * @throws ApiException 500 if it makes no sense or the host is unknown
     */
    static String resolve(String address) throws ApiException {
        try {
            HostPort parsed = parse(address);
            return parsed.host.isEmpty()
                    ? ":" + parsed.port
                    : text(parsed.addresses().get(0), parsed.port);
        } catch (AddressException wrong) {
            throw new ApiException(500, wrong.getMessage());
        }
    }

    /** Where to dial, in the order to try; an empty host is this machine. */
    static List<InetSocketAddress> addressesOf(String address) throws AddressException {
        HostPort parsed = parse(address);
        return parsed.addresses().stream()
                .map(ip -> new InetSocketAddress(ip, parsed.port))
                .toList();
    }

    /** The addresses of the host, IPv4 first. */
    private List<InetAddress> addresses() throws AddressException {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .sorted(Comparator.comparing(Inet6Address.class::isInstance))
                    .toList();
        } catch (UnknownHostException unknown) {
            throw new AddressException("lookup " + host + ": no such host");
        }
    }

    private static String text(InetAddress ip, int port) {
        return ip instanceof Inet4Address
                ? ip.getHostAddress() + ":" + port
                : "[" + shortest(ip.getHostAddress()) + "]:" + port;
    }

    /** Shortens the longest run of zeros, which Java writes out. */
    private static String shortest(String ipv6) {
        for (int zeros = 8; zeros > 1; zeros--) {
            String run = "(^|:)" + "0:".repeat(zeros - 1) + "0(:|$)";
            String shortened = ipv6.replaceFirst(run, "::");
            if (!shortened.equals(ipv6)) {
                return shortened;
            }
        }
        return ipv6;
    }

    /** A socket on all interfaces is one for both protocols, wherever the machine has IPv6. */
    private static boolean hasIpv6() {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.INET6)) {
            return probe.isOpen();
        } catch (IOException | UnsupportedOperationException onlyIpv4) {
            return false;
        }
    }
}
