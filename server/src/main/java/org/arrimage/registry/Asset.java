// SPDX-License-Identifier: Apache-2.0
package org.arrimage.registry;

import org.arrimage.rulebook.Text;

import java.util.Optional;

/**
 * An information asset: a system at one end of a route.
 *
 * @param organisation id of the organisation that answers for it
 * @param version exact version of the product in use; a certificate is bound to it
 * @param internal whether it belongs to the ministry or the network
 * @param holder the person named as its holder (CYB-1.3), who signs for it (SNDE-6.3)
 */
public record Asset(
        String id,
        Text name,
        String organisation,
        String version,
        boolean internal,
        Optional<String> holder) {}
