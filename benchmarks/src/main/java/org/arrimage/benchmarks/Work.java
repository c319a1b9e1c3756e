// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

/**
 * One kind of load.
 *
 * @param connections how many send, 1 to 512
 * @param patients how many patients the messages are about, 1 to 900,000
 * @param ratePerSecond messages a second, whatever the answers do; 0 for a closed loop, in which
 *     each connection sends its next message once its last was acknowledged
 */
public record Work(Payload payload, int connections, int patients, double ratePerSecond) {

    public Work {
        if (connections < 1 || connections > 512) {
            throw new IllegalArgumentException("connections must be 1 to 512, got " + connections);
        }
        if (patients < 1 || patients > MessagePool.MOST_PATIENTS) {
            throw new IllegalArgumentException(
                    "patients must be 1 to " + MessagePool.MOST_PATIENTS + ", got " + patients);
        }
        if (ratePerSecond < 0 || ratePerSecond > 1_000_000) {
            throw new IllegalArgumentException(
                    "the rate must be 0 to 1,000,000 a second, got " + ratePerSecond);
        }
    }
}
