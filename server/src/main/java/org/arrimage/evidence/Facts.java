// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import org.arrimage.registry.Asset;
import org.arrimage.registry.Organisation;

import java.util.List;

/** What one facts file says. */
record Facts(List<Organisation> organisations, List<Asset> assets, List<Evidence> evidence) {}
