// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Value;

import java.util.Locale;
import java.util.Set;

/**
 * The unique user number (NIU) of Québec's register of users, which is confidential: no translation
 * carries it, whatever field it stands in, and a mapping cannot either.
 */
final class Niu {
    private Niu() {}

    /**
     * Whether a CX (HL7 v2 chapter 2A) holds one.
     *
     * @param authorities names and OIDs of its authority, and identifier types
     */
    static boolean isIn(Value cx, Set<String> authorities) {
        Value authority = cx.component(4);
        return authorities.contains(Draft.peek(authority.subcomponent(1)))
                || authorities.contains(Draft.peek(authority.subcomponent(2)))
                || authorities.contains(Draft.peek(cx.component(5)).toUpperCase(Locale.ROOT));
    }
}
