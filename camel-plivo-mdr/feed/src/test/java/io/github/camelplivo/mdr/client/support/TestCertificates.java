package io.github.camelplivo.mdr.client.support;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** An authority, and servers named localhost whose certificates it signs. */
public final class TestCertificates {

    private static final String PASSWORD = "changeit";

    private final Path directory;

    public TestCertificates(Path directory) throws Exception {
        this.directory = directory;
        keytool("ca", "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc:c", "-validity", "100");
        keytool("ca", "-exportcert", "-alias", "ca", "-file", file("ca.crt"));
    }

    /** Trusts the authority. */
    public SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", load("ca").getCertificate("ca"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Has a certificate that is valid for ten days from that day on, such as {@code -1d}. */
    public SSLContext serving(String startDate) throws Exception {
        String name = "from" + startDate;
        keytool(name, "-genkeypair", "-alias", "plivo", "-keyalg", "EC", "-dname", "CN=localhost");
        keytool(name, "-certreq", "-alias", "plivo", "-file", file(name + ".req"));
        keytool("ca", "-gencert", "-alias", "ca", "-infile", file(name + ".req"), "-outfile", file(name + ".crt"),
                "-startdate", startDate, "-validity", "10", "-ext", "san=dns:localhost");
        keytool(name, "-importcert", "-alias", "ca", "-noprompt", "-file", file("ca.crt"));
        keytool(name, "-importcert", "-alias", "plivo", "-file", file(name + ".crt"));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(load(name), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private KeyStore load(String name) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(String store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", file(store + ".p12"), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS) && keytool.exitValue() == 0).as(said).isTrue();
    }
}
