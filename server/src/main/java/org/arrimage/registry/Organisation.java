// SPDX-License-Identifier: Apache-2.0
package org.arrimage.registry;

import org.arrimage.rulebook.Text;

/**
 * A member of the network or a supplier.
 *
 * @param internal whether it belongs to the ministry or the network
 */
public record Organisation(String id, Text name, Category category, boolean internal) {

    /** What the organisation is; drives which articles concern it. */
    public enum Category {
        /** A health establishment. */
        ESTABLISHMENT,
        /** The ministry. */
        MINISTRY,
        /** A public body that is neither of the two. */
        PUBLIC_BODY,
        /** A legal person of private law that supplies products (SNDE-5.1). */
        PRIVATE_SUPPLIER,
        /** A private clinic, pharmacy or practice. */
        PRIVATE_CLINIC,
        /** Anything else. */
        OTHER
    }
}
