// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.mllp.MllpClient;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where MLLP messages go: {@code mllp://host:port}, or {@code mllps://host:port} with TLS.
 *
 * @param address host, port and waits
 * @param tls whether the connection is encrypted and the host name checked
 * @param trust a PEM file of the authorities to trust instead of the JDK's
 */
record Endpoint(MllpClient.Settings address, boolean tls, Optional<Path> trust) {

    /** Reads an address; fails with what is wrong with it. */
    static Endpoint of(String text, Optional<Path> trust, Screen screen) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw Failure.unusable(screen.text("send.address", text));
        }
        boolean tls = "mllps".equals(uri.getScheme());
        if ((!tls && !"mllp".equals(uri.getScheme()))
                || uri.getHost() == null
                || uri.getPort() < 1
                || uri.getPort() > 65_535) {
            throw Failure.unusable(screen.text("send.address", text));
        }
        return new Endpoint(MllpClient.Settings.to(uri.getHost(), uri.getPort()), tls, trust);
    }

    MllpClient connect() throws IOException {
        try {
            return tls ? MllpClient.tls(address, context()) : MllpClient.plain(address);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        if (trust.isEmpty()) {
            return SSLContext.getDefault();
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(trust.get())) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        TrustManagerFactory trusted =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        return context;
    }
}
