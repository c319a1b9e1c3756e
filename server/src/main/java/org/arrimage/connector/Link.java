// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import java.nio.charset.Charset;
import java.time.ZoneId;

/**
 * A door by which one asset's messages come in.
 *
 * @param asset the asset that sends
 * @param receive the address it was given, as text for people
 * @param host where to listen
 * @param port where to listen; 0 lets the system choose
 * @param tls how the link is protected
 * @param charset what bytes are when MSH-18 is empty
 * @param zone zone of times without offset
 * @param numbered its messages bear sequence numbers in MSH-13 (HL7 v2.5.1 §2.10.1)
 */
public record Link(
        String asset,
        String receive,
        String host,
        int port,
        Tls tls,
        Charset charset,
        ZoneId zone,
        boolean numbered) {

    /** How a link is protected. */
    public sealed interface Tls {
        /** Not at all: loopback only, which the route file's reader checks. */
        record None() implements Tls {}

        /**
         * TLS with the server's own certificate.
         *
         * @param bundle name of the SSL bundle that holds the key and what is trusted
         * @param client what is asked of the other end
         */
        record Bundle(String bundle, ClientAuthentication client) implements Tls {}
    }

    /** What is asked of the other end of a TLS link. */
    public enum ClientAuthentication {
        NONE,
        WANT,
        NEED
    }
}
