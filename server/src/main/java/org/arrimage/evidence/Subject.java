// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import java.util.Optional;

/**
 * What evidence is about: an asset, in one version or in any, or a route as a whole.
 *
 * @param version exact version of the asset; empty for any, and always for a route
 */
public record Subject(Optional<String> asset, Optional<String> route, Optional<String> version) {
    public Subject {
        if (asset.isPresent() == route.isPresent()) {
            throw new IllegalArgumentException("evidence is about an asset or about a route");
        }
        if (route.isPresent() && version.isPresent()) {
            throw new IllegalArgumentException("a version is an asset's, not a route's");
        }
    }
}
