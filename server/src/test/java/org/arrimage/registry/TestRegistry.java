// SPDX-License-Identifier: Apache-2.0
package org.arrimage.registry;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.InstantSource;

/** A registry for tests of other modules. */
public final class TestRegistry {

    private TestRegistry() {}

    public static Registry on(JdbcClient jdbc, InstantSource clock) {
        return new Registry(jdbc, clock);
    }
}
