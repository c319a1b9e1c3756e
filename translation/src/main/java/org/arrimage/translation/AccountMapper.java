// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;

import java.util.List;
import java.util.Set;

/**
 * PID-18, the patient's account, to Account (guide: PID[Account]; HL7 v2 chapters 3 and 6), with
 * the guarantors (GT1) and coverages (IN1) that the message names.
 *
 * <p>Ours: an account that ends or is purged (BAR P06, P02) is inactive, where the guide has always
 * "active".
 */
final class AccountMapper {
    private static final Set<String> ENDS = Set.of("P02", "P06");

    /** Who tells of accounts; other messages only mention them. */
    private static final Set<String> TELLS = Set.of("ADT", "BAR", "DFT");

    private AccountMapper() {}

    /**
     * A reference to it, empty when the patient has no account number. Results only mention
     * accounts.
     */
    static String map(Draft draft, Segment pid, PatientMapper.Mapped patient, Former former) {
        Identifier identifier = Identifier.cx(draft, pid.field(18));
        if (identifier.isEmpty() || patient.isNone()) {
            return "";
        }
        String event = draft.message().header().triggerEvent();
        String code = draft.message().header().messageCode();
        boolean ends = code.equals("BAR") && ENDS.contains(event);
        Node account =
                Node.resource("Account")
                        .add("identifier", identifier.typed("AN").node())
                        .put("status", ends ? "inactive" : "active")
                        .add("subject", patient.link());
        former.addTo(account, List.of(identifier));
        Key key = former.key("Account", identifier.key("Account"));
        return TELLS.contains(code)
                ? draft.bundle().put(account, key)
                : draft.bundle().mention(account, key);
    }
}
