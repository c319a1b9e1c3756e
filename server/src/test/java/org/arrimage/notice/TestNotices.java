// SPDX-License-Identifier: Apache-2.0
package org.arrimage.notice;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.InstantSource;

/** An inbox for tests of other modules. */
public final class TestNotices {

    private TestNotices() {}

    public static Notices on(JdbcClient jdbc, InstantSource clock) {
        return new Notices(jdbc, clock);
    }
}
