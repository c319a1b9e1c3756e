// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Sockets under TLS, from the SSL bundles of the configuration ({@code spring.ssl.bundle.*}). */
@Component
class TlsSockets {

    /** TLS 1.2 is the oldest version still sound (RFC 9325). */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SslBundles bundles;

    TlsSockets(SslBundles bundles) {
        this.bundles = bundles;
    }

    ServerSocket serverSocket(Link.Tls tls) throws IOException {
        return switch (tls) {
            case Link.Tls.None() -> new ServerSocket();
            case Link.Tls.Bundle(String name, Link.ClientAuthentication client) -> {
                SSLServerSocket socket =
                        (SSLServerSocket)
                                context(name).getServerSocketFactory().createServerSocket();
                socket.setEnabledProtocols(PROTOCOLS);
                socket.setNeedClientAuth(client == Link.ClientAuthentication.NEED);
                if (client == Link.ClientAuthentication.WANT) {
                    socket.setWantClientAuth(true);
                }
                yield socket;
            }
        };
    }

    /** The keys and trust of a bundle; the platform's own trust when no bundle is named. */
    SSLContext clientContext(Map<String, String> parameters) {
        String bundle = parameters.getOrDefault("bundle", "");
        if (!bundle.isEmpty()) {
            return context(bundle);
        }
        try {
            return SSLContext.getDefault();
        } catch (java.security.NoSuchAlgorithmException absent) {
            throw new IllegalStateException("the platform has no default TLS", absent);
        }
    }

    private SSLContext context(String name) {
        try {
            return bundles.getBundle(name).createSslContext();
        } catch (NoSuchSslBundleException absent) {
            throw new IllegalArgumentException(
                    "no SSL bundle is named "
                            + name
                            + ": add spring.ssl.bundle.pem."
                            + name
                            + ".* to the configuration",
                    absent);
        }
    }
}
