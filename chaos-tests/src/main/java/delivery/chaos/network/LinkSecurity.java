package delivery.chaos.network;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.network.wire.TapTls;
import delivery.chaos.process.ChildProcesses;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.apache.kafka.common.utils.Utils;

/**
 * How pipelines get through the links of a run to brokers that want TLS or SASL. The tap ends the pipeline's TLS and
 * begins its own, as the client whose settings it was given; SASL is frames like others and passes, so that the
 * pipeline says itself who it is.
 */
public final class LinkSecurity implements Closeable {
    /** The brokers want neither. */
    public static final LinkSecurity NONE =
            new LinkSecurity(SecurityProtocol.PLAINTEXT, Map.of(), Optional.empty(), Optional.empty());

    private final SecurityProtocol protocol;
    private final Map<String, Object> brokerSettings;
    private final Optional<Path> directory;
    private final Optional<Tls> tls;

    /** What a tap with TLS needs, the names of the brokers apart. */
    private record Tls(RunAuthority authority, DefaultSslEngineFactory toBrokers, String identification) {}

    private LinkSecurity(
            SecurityProtocol protocol,
            Map<String, Object> brokerSettings,
            Optional<Path> directory,
            Optional<Tls> tls) {
        this.protocol = protocol;
        this.brokerSettings = brokerSettings;
        this.directory = directory;
        this.tls = tls;
    }

    /**
     * Makes what the taps of a run show to pipelines.
     *
     * @param brokerSettings by which a client reaches the brokers
     * @param directory that only its owner can read; made here, and deleted at the end
     * @throws IOException that says why, if they want what a tap cannot do
     */
    public static LinkSecurity open(Map<String, Object> brokerSettings, ChildProcesses processes, Path directory)
            throws IOException {
        AdminClientConfig config = new AdminClientConfig(brokerSettings);
        SecurityProtocol protocol =
                SecurityProtocol.forName(config.getString(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        boolean isTls = protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
        return new LinkSecurity(
                protocol,
                brokerSettings,
                Optional.of(directory),
                isTls ? Optional.of(tls(config, RunAuthority.make(processes, directory))) : Optional.empty());
    }

    private static Tls tls(AdminClientConfig config, RunAuthority authority) throws IOException {
        if (config.getClass(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG) != null) {
            throw new IOException(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG + " is nothing that a wire tap can use");
        }
        DefaultSslEngineFactory toBrokers = new DefaultSslEngineFactory();
        toBrokers.configure(config.values());
        return new Tls(authority, toBrokers, config.getString(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG));
    }

    /**
     * What a tap speaks.
     *
     * @param brokers by id, where each says that it is
     * @param readsSettings whether the pipeline reads settings of its clients; one that does not speaks no TLS
     */
    public TapTls tap(Map<Integer, Endpoint> brokers, boolean readsSettings) {
        return tls.<TapTls>map(known -> new TapOfTls(known, brokers, readsSettings))
                .orElse(TapTls.NONE);
    }

    private record TapOfTls(Tls tls, Map<Integer, Endpoint> brokers, boolean toPipelines) implements TapTls {
        @Override
        public Socket toPipeline(Socket accepted) throws IOException {
            if (!toPipelines) {
                return accepted;
            }
            SSLSocket spoken = over(accepted, tls.authority().tap(), Endpoint.loopback(accepted.getPort()));
            spoken.setUseClientMode(false);
            return spoken;
        }

        @Override
        public Socket toBroker(Socket connected, int brokerId) throws IOException {
            Endpoint broker = brokers.get(brokerId);
            SSLSocket spoken = over(connected, tls.toBrokers().sslContext(), broker);
            // Which versions and ciphers, and whether the broker has to be who it says it is.
            spoken.setSSLParameters(tls.toBrokers()
                    .createClientSslEngine(broker.host(), broker.port(), tls.identification())
                    .getSSLParameters());
            return spoken;
        }

        private static SSLSocket over(Socket socket, SSLContext context, Endpoint peer) throws IOException {
            return (SSLSocket) context.getSocketFactory().createSocket(socket, peer.host(), peer.port(), true);
        }
    }

    /**
     * Settings of a pipeline's clients, by the names of Kafka's own; there are secrets in them.
     *
     * @param ofJava whether its trust store is to be in the form of Java, not PEM
     */
    public Map<String, String> clientSettings(boolean ofJava) {
        Map<String, String> settings = new TreeMap<>();
        if (protocol == SecurityProtocol.PLAINTEXT) {
            return settings;
        }
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.name);
        brokerSettings.forEach((name, value) -> {
            if (name.startsWith("sasl.")) {
                settings.put(name, value.toString());
            }
        });
        tls.map(Tls::authority).ifPresent(authority -> {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, ofJava ? "JKS" : "PEM");
            settings.put(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, (ofJava ? authority.jks() : authority.pem()).toString());
        });
        return settings;
    }

    /** What a description may name of it, with nothing in it where there is no TLS; no secret. */
    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("security.protocol", protocol.name);
        Optional<RunAuthority> authority = tls.map(Tls::authority);
        variables.put(
                "security.truststore.pem",
                authority.map(made -> made.pem().toString()).orElse(""));
        variables.put(
                "security.truststore.jks",
                authority.map(made -> made.jks().toString()).orElse(""));
        return variables;
    }

    /**
     * Where the settings of a pipeline's clients are written.
     *
     * @param name of its link
     * @param usual where they have no secrets in them
     */
    public Path directory(String name, Path usual) throws IOException {
        return directory.isPresent() ? Files.createDirectories(directory.get().resolve(name)) : usual;
    }

    /** Deletes all that pipelines were given. */
    @Override
    public void close() throws IOException {
        tls.ifPresent(known -> known.toBrokers().close());
        if (directory.isPresent()) {
            Utils.delete(directory.get().toFile());
        }
    }
}
