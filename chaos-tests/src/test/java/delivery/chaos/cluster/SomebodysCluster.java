package delivery.chaos.cluster;

import delivery.chaos.process.ChildProcesses;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A cluster as somebody has it: clients come by TLS, with a name and a password or with a certificate, and an
 * authorizer asks for ACLs. The suite's own listener without either is that of its administrator.
 */
public final class SomebodysCluster implements Closeable {
    /** Keeps every store of certificates. */
    private static final String STORE_PASSWORD = "store-password";

    /** Of the user {@code plain}. */
    public static final String PLAIN_PASSWORD = "plain-password";

    private final Path certificates;
    private final List<Integer> scramPorts = new ArrayList<>();
    private final List<Integer> mutualTlsPorts = new ArrayList<>();
    private final List<String> struck = new CopyOnWriteArrayList<>();
    private final KafkaCluster cluster;

    private SomebodysCluster(ChildProcesses processes, Path directory) throws IOException, InterruptedException {
        this.certificates = Files.createDirectories(directory.resolve("certificates"));
        keytool("authority", "-ext", "bc:c=ca:true");
        keytool("broker", "-signer", "authority", "-ext", "san=dns:localhost");
        keytool("runner", "-signer", "authority");
        export("authority", "trusted.pem");
        Broker.Maker children = new ChildBrokerMaker(
                processes, 3, BrokerJars.ofTheSuite(), TransactionVersion.DEFAULT, BrokerSettings.JVM_FLAGS);
        cluster = KafkaCluster.start(
                (of, reservation) -> {
                    scramPorts.clear();
                    mutualTlsPorts.clear();
                    List<Broker> brokers = children.make(of, reservation);
                    for (Broker broker : brokers) {
                        int port = reservation.reserve();
                        scramPorts.add(broker.client().port());
                        mutualTlsPorts.add(port);
                        secure(of.resolve(broker.name()).resolve("server.properties"), broker, port);
                    }
                    return brokers;
                },
                directory.resolve("brokers"),
                PortReservation::new);
    }

    /** Starts it; nobody but the administrator has a right. */
    public static SomebodysCluster start(ChildProcesses processes, Path directory)
            throws IOException, InterruptedException {
        return new SomebodysCluster(processes, directory);
    }

    /** As it would be without this suite: what the suite's own brokers have for speed is left out, too. */
    private void secure(Path file, Broker broker, int mutualTlsPort) throws IOException {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            settings.load(in);
        }
        settings.remove("group.min.session.timeout.ms");
        settings.merge("listeners", ",MUTUAL://127.0.0.1:" + mutualTlsPort, (old, more) -> old + "" + more);
        settings.put(
                "advertised.listeners",
                settings.getProperty("advertised.listeners")
                                .replaceFirst(
                                        "CLIENT://[^,]*",
                                        "CLIENT://localhost:" + broker.client().port())
                        + ",MUTUAL://localhost:" + mutualTlsPort);
        settings.put(
                "listener.security.protocol.map",
                "CLIENT:SASL_SSL,MUTUAL:SSL,DIRECT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", store("broker").toString());
        settings.put("ssl.keystore.password", STORE_PASSWORD);
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", trusted().toString());
        settings.put("listener.name.mutual.ssl.client.auth", "required");
        settings.put("listener.name.client.sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
        settings.put(
                "listener.name.client.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put(
                "listener.name.client.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_plain=\"" + PLAIN_PASSWORD
                        + "\";");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
        try (Writer out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
    }

    /** Each alias has a store of its own, with what has signed it. */
    private void keytool(String alias, String... more) throws IOException, InterruptedException {
        Path all = certificates.resolve("all.p12");
        run(Stream.concat(
                Stream.of(
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-dname",
                        "CN=" + alias,
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-validity",
                        "7",
                        "-keystore",
                        all.toString(),
                        "-storepass",
                        STORE_PASSWORD),
                Stream.of(more)));
        run(Stream.of(
                "-importkeystore",
                "-srckeystore",
                all.toString(),
                "-srcalias",
                alias,
                "-destkeystore",
                store(alias).toString(),
                "-deststoretype",
                "PKCS12",
                "-srcstorepass",
                STORE_PASSWORD,
                "-deststorepass",
                STORE_PASSWORD));
    }

    private void export(String alias, String file) throws IOException, InterruptedException {
        run(Stream.of(
                "-exportcert",
                "-rfc",
                "-alias",
                alias,
                "-keystore",
                store(alias).toString(),
                "-storepass",
                STORE_PASSWORD,
                "-file",
                certificates.resolve(file).toString()));
    }

    private void run(Stream<String> arguments) throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(keytool.toString()), arguments).toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        certificates.resolve("keytool.log").toFile()))
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(certificates.resolve("keytool.log")));
        }
    }

    private Path store(String alias) {
        return certificates.resolve(alias + ".p12");
    }

    /** The certificate of the authority that has signed all others. */
    public Path trusted() {
        return certificates.resolve("trusted.pem");
    }

    /** Its administrator. */
    public Admin admin() {
        return cluster.admin();
    }

    /** Addresses for who has a name and a password, be it by SCRAM or PLAIN. */
    public String scram() {
        return addresses(scramPorts);
    }

    /** Addresses for who has a certificate. */
    public String mutualTls() {
        return addresses(mutualTlsPorts);
    }

    private static String addresses(List<Integer> ports) {
        return ports.stream().map(port -> "localhost:" + port).collect(Collectors.joining(","));
    }

    /** Gives somebody a password, and returns the lines of client properties with which he shows it. */
    public String user(String name, String password) throws InterruptedException, ExecutionException {
        admin().alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                .all()
                .get();
        return """
                security.protocol=SASL_SSL
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
                  username="%s" password="%s";
                """.formatted(trusted(), name, password);
    }

    /** The lines of client properties of {@code plain}. */
    public String plain() {
        return """
                security.protocol=SASL_SSL
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                sasl.mechanism=PLAIN
                sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\
                  username="plain" password="%s";
                """.formatted(trusted(), PLAIN_PASSWORD);
    }

    /** Addresses for who wants neither TLS nor a name: he may do everything. */
    public String plaintext() {
        return cluster.bootstrapServers();
    }

    /** The lines of client properties of who has a certificate: he is {@code CN=runner}. */
    public String certified() {
        return """
                security.protocol=SSL
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%s
                ssl.keystore.password=%s
                """.formatted(trusted(), store("runner"), STORE_PASSWORD);
    }

    /** An ACL as DOORS.md lists them. */
    public static AclBinding right(String principal, ResourceType on, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(on, Tenancy.PREFIX, PatternType.PREFIXED),
                new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW));
    }

    /** A right to see one topic. */
    public static AclBinding describe(String principal, String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + principal, "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
    }

    /** All ACLs that DOORS.md lists. */
    public static List<AclBinding> rights(String principal) {
        Map<ResourceType, List<AclOperation>> operations = Map.of(
                ResourceType.TOPIC,
                List.of(
                        AclOperation.CREATE,
                        AclOperation.READ,
                        AclOperation.WRITE,
                        AclOperation.DELETE,
                        AclOperation.ALTER_CONFIGS),
                ResourceType.GROUP,
                List.of(AclOperation.READ, AclOperation.DELETE),
                ResourceType.TRANSACTIONAL_ID,
                List.of(AclOperation.WRITE));
        return operations.entrySet().stream()
                .flatMap(on -> on.getValue().stream().map(operation -> right(principal, on.getKey(), operation)))
                .toList();
    }

    /** Gives rights, which every broker learns of soon. */
    public void give(List<AclBinding> rights) throws InterruptedException, ExecutionException {
        admin().createAcls(rights).all().get();
    }

    /** Options with commands by which its brokers are struck, each with a secret in it, and what answers them. */
    public BrokerOptions commands(Path directory, String secret) throws IOException, InterruptedException {
        return new BrokerOptions(ServiceManager.start(directory, this::strike), secret);
    }

    /** Commands that hold as long as this is open. */
    public record BrokerOptions(ServiceManager manager, String secret) implements Closeable {
        /** {@code -Dchaos.broker.kill=…}, and so on. */
        public Stream<String> all() {
            return manager.commands().entrySet().stream()
                    .map(command -> "-D" + BrokerCommands.option(command.getKey()) + "=: " + secret + "; "
                            + command.getValue());
        }

        @Override
        public void close() throws IOException {
            manager.close();
        }
    }

    /** What is up is not started, as by any service manager. */
    private void strike(String operation, int id) throws InterruptedException, IOException {
        BrokerProcessState before = cluster.broker(id).process();
        switch (BrokerOperation.valueOf(operation.toUpperCase(Locale.ROOT))) {
            case KILL -> cluster.kill(id);
            case START -> {
                if (before.exitCode().isPresent()) {
                    cluster.restart(id);
                }
            }
            case PAUSE -> cluster.pause(id);
            case RESUME -> {
                if (before.paused().isPresent()) {
                    cluster.resume(id);
                }
            }
            default -> throw new IllegalArgumentException(operation);
        }
        struck.add(operation + " " + id);
    }

    /** What was done to its brokers, in order: {@code kill 2}. */
    public List<String> struck() {
        return List.copyOf(struck);
    }

    /** Throws if one of its brokers does not run, or stands still. */
    public void requireAllRunning() {
        cluster.requireAllRunning();
    }

    /** Deletes what runs have left. */
    public void deleteAll() throws InterruptedException, ExecutionException {
        for (Tenancy left : Tenancy.all(admin(), cluster.clientSettings())) {
            left.delete();
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
