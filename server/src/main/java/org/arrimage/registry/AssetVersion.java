// SPDX-License-Identifier: Apache-2.0
package org.arrimage.registry;

import java.time.Instant;

/** A version that an asset had, from an instant of business time on. */
public record AssetVersion(String version, Instant since) {}
