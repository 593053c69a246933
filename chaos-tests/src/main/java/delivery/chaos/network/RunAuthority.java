package delivery.chaos.network;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority that is made for one run: it signs what the wire taps show to pipelines.
 *
 * @param pem its certificate
 * @param jks the same as a trust store, without a password
 * @param tap with the certificate of 127.0.0.1 and its key
 */
record RunAuthority(Path pem, Path jks, SSLContext tap) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AUTHORITY = "authority";
    private static final String TAP = "tap";
    /** keytool wants one. It keeps nothing secret: the file is deleted as soon as it is read. */
    private static final String PASSWORD = "of-this-run";

    /**
     * Makes one by the JDK's keytool, for no JDK has an API for it.
     *
     * @param directory for what is to be read by pipelines
     */
    static RunAuthority make(ChildProcesses processes, Path directory) throws IOException {
        Path keys = directory.resolve("keys.p12");
        keytool(processes, keys, AUTHORITY, List.of("-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign"));
        keytool(processes, keys, TAP, List.of("-signer", AUTHORITY, "-ext", "san=ip:127.0.0.1,dns:localhost"));
        try {
            KeyStore made = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
            Certificate authority = made.getCertificate(AUTHORITY);
            Path pem = Files.writeString(directory.resolve("authority.pem"), pem(authority));
            return new RunAuthority(pem, jks(directory.resolve("authority.jks"), authority), tap(made));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("what keytool has made cannot be used", impossible);
        } finally {
            Files.delete(keys);
        }
    }

    private static void keytool(ChildProcesses processes, Path keys, String alias, List<String> more)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=delivery-semantics " + alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "7",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(more);
        ChildProcess keytool = processes.start("keytool", command, Map.of(), keys.resolveSibling("keytool.log"));
        if (!keytool.awaitEnd(PATIENCE, () -> keytool.cpuTime().toMillis()) || keytool.exitCode() != 0) {
            keytool.destroy();
            throw new IOException("no certificate could be made for the wire tap: " + keytool.lastWords());
        }
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, lineEnd).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static Path jks(Path file, Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("JKS");
        trusted.load(null, null);
        trusted.setCertificateEntry(AUTHORITY, certificate);
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** Without the key of the authority, which would be shown as well. */
    private static SSLContext tap(KeyStore made) throws GeneralSecurityException, IOException {
        char[] password = PASSWORD.toCharArray();
        KeyStore shown = KeyStore.getInstance("PKCS12");
        shown.load(null, null);
        shown.setKeyEntry(TAP, made.getKey(TAP, password), password, made.getCertificateChain(TAP));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(shown, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
