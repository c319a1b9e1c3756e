// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates for one test, made by the JDK's own tool. */
final class Certificates {

    private static final String PASSWORD = "changeit-in-tests";

    private final Path folder;

    Certificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        make("server");
        make("client");
        make("stranger");
        trust("server-trust", "client");
        trust("client-trust", "server");
    }

    /** What gives the server its key and the one client it trusts. */
    String[] serverArguments() {
        String bundle = "--spring.ssl.bundle.jks.arrimage.";
        return new String[] {
            bundle + "keystore.location=file:" + store("server"),
            bundle + "keystore.password=" + PASSWORD,
            bundle + "truststore.location=file:" + store("server-trust"),
            bundle + "truststore.password=" + PASSWORD,
        };
    }

    /** Trusts the server and shows the certificate of {@code owner}. */
    SSLContext showing(String owner) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(owner), PASSWORD.toCharArray());
        return context(keys);
    }

    /** Trusts the server and shows nothing. */
    SSLContext showingNothing() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, PASSWORD.toCharArray());
        keys.init(empty, PASSWORD.toCharArray());
        return context(keys);
    }

    private SSLContext context(KeyManagerFactory keys)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load("client-trust"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore load(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private void make(String name) throws IOException, InterruptedException {
        keytool(
                name,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost");
    }

    private void trust(String name, String trusted) throws IOException, InterruptedException {
        Path certificate = folder.resolve(trusted + ".pem");
        keytool(trusted, "-exportcert", "-rfc", "-alias", trusted, "-file", certificate.toString());
        keytool(
                name,
                "-importcert",
                "-noprompt",
                "-alias",
                trusted,
                "-file",
                certificate.toString());
    }

    private void keytool(String store, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store(store).toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
