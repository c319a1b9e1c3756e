// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * Addresses and telephone numbers (HL7 v2 chapter 2A, XAD and XTN; guide: XAD[Address],
 * XTN[ContactPoint]).
 */
final class Contacts {
    private Contacts() {}

    /** Every repetition of a field as an Address. */
    static void addAddresses(Draft draft, Segment segment, int field, Node owner) {
        for (Value repetition : segment.repetitions(field)) {
            owner.add("address", xad(draft, repetition));
        }
    }

    /** Street lines, city, province, postal code, country, type, county. */
    static Node xad(Draft draft, Value xad) {
        String kind = Draft.peek(xad.component(7));
        String use = Table.ADDRESS_USE.target(draft, kind);
        String type = Table.ADDRESS_TYPE.target(draft, kind);
        if (!use.isEmpty() || !type.isEmpty()) {
            draft.took(xad.component(7));
        }
        Node address = new Node();
        for (Value street : new Value[] {xad.component(1), xad.component(2), xad.component(19)}) {
            address.add("line", street(draft, street));
        }
        address.put("city", draft.text(xad.component(3)))
                .put("district", draft.text(xad.component(9)))
                .put("state", draft.text(xad.component(4)))
                .put("postalCode", draft.text(xad.component(5)))
                .put("country", draft.text(xad.component(6)));
        return address.isEmpty() ? address : address.put("use", use).put("type", type);
    }

    /** SAD: the mailing line, else street name after dwelling number. */
    private static String street(Draft draft, Value sad) {
        String line = draft.text(sad.subcomponent(1));
        if (!line.isEmpty()) {
            return line;
        }
        String number = draft.text(sad.subcomponent(3));
        return (number + ' ' + draft.text(sad.subcomponent(2))).strip();
    }

    /** Every repetition of a field as a ContactPoint, of that use when the sender gives none. */
    static void addTelecoms(
            Draft draft, Segment segment, int field, String defaultUse, Node owner) {
        for (Value repetition : segment.repetitions(field)) {
            owner.add("telecom", xtn(draft, repetition, defaultUse));
        }
    }

    /** Number (whole or in parts), use, equipment, address of a mailbox. */
    static Node xtn(Draft draft, Value xtn, String defaultUse) {
        String useCode = Draft.peek(xtn.component(2));
        String equipment = Draft.peek(xtn.component(3));
        String mailbox = draft.text(xtn.component(4));
        String number = number(draft, xtn);
        String system = Table.TELECOM_SYSTEM.target(draft, equipment);
        String value = number;
        if (!mailbox.isEmpty() && (number.isEmpty() || system.equals("email"))) {
            value = mailbox;
            system = "email";
        } else if (system.isEmpty()) {
            system = number.indexOf('@') > 0 || useCode.equals("NET") ? "email" : "phone";
        }
        if (value.isEmpty()) {
            return new Node();
        }
        draft.took(xtn.component(2));
        draft.took(xtn.component(3));
        String use = equipment.equals("CP") ? "mobile" : Table.TELECOM_USE.target(draft, useCode);
        if (use.isEmpty() && useCode.isEmpty()) {
            use = defaultUse;
        }
        return new Node().put("system", system).put("value", value).put("use", use);
    }

    /** XTN.12 or XTN.1 as written; else country, area, local number and extension. */
    private static String number(Draft draft, Value xtn) {
        String unformatted = draft.text(xtn.component(12));
        String written = draft.text(xtn.component(1));
        if (!unformatted.isEmpty() || !written.isEmpty()) {
            return written.isEmpty() ? unformatted : written;
        }
        String local = draft.text(xtn.component(7));
        if (local.isEmpty()) {
            return "";
        }
        String country = draft.text(xtn.component(5));
        String area = draft.text(xtn.component(6));
        String extension = draft.text(xtn.component(8));
        return ((country.isEmpty() ? "" : '+' + country + ' ') + area + ' ' + local).strip()
                + (extension.isEmpty() ? "" : " x" + extension);
    }
}
