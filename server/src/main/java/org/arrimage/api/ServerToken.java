// SPDX-License-Identifier: Apache-2.0
package org.arrimage.api;

import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of this run of the server, 256 bits, which whoever can read {@code server.json} can
 * show. Stands in for accounts until sign-in exists (decision 0203).
 */
@Component
class ServerToken {
    private static final int BYTES = 32;
    private static final String SCHEME = "Bearer ";

    private final String value;

    ServerToken() {
        var secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        value = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    String value() {
        return value;
    }

    /** Compares in a time that does not depend on how much of the token is right. */
    boolean isShownBy(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8));
    }
}
