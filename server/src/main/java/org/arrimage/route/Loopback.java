// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

/** Names of this machine that need no look-up. */
final class Loopback {

    private Loopback() {}

    static boolean is(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.equals("::1")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
