// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;

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

    /** Street lines, city, province, postal code, country, type, county, census tract, period. */
    static Node xad(Draft draft, Value xad) {
        Node address = new Node();
        addStreet(draft, xad.component(1), address);
        address.add("line", draft.text(xad.component(2)));
        address.add("line", draft.text(xad.component(19)));
        address.put("city", draft.text(xad.component(3)))
                .put("district", named(draft, xad.component(9)))
                .put("state", draft.text(xad.component(4)))
                .put("postalCode", draft.text(xad.component(5)))
                .put("country", draft.text(xad.component(6)));
        if (address.isEmpty()) {
            return address;
        }
        Value kind = xad.component(7);
        if (address.has("line")) {
            // R4 defines a census tract as part of a line, though it is none.
            Node tract =
                    Extensions.of(
                            "iso21090-ADXP-censusTract",
                            "valueString",
                            named(draft, xad.component(10)));
            address.add("_line", new Node().add("extension", tract));
        }
        return address.add("extension", holiday(draft, kind))
                .put("use", Codes.ifMapped(draft, kind, Table.ADDRESS_USE))
                .put("type", Codes.ifMapped(draft, kind, Table.ADDRESS_TYPE))
                .put(
                        "period",
                        Times.period(
                                draft, xad.component(12), xad.component(13), xad.component(14)));
    }

    /** A vacation home, which FHIR's use of an address does not know. */
    private static Node holiday(Draft draft, Value kind) {
        if (!Draft.peek(kind).equals("HV")) {
            return new Node();
        }
        draft.took(kind.leaf());
        return Extensions.of("iso21090-AD-use", "valueCode", "HV");
    }

    /** CWE[string]: what the code is called, else the code. */
    private static String named(Draft draft, Value value) {
        String name = draft.text(value.subcomponent(2));
        return name.isEmpty() ? draft.text(value) : name;
    }

    /**
     * SAD: the mailing line, then street name and dwelling number where that line does not hold
     * them.
     */
    private static void addStreet(Draft draft, Value sad, Node address) {
        String line = draft.text(sad.subcomponent(1));
        address.add("line", line);
        if (!sad.hasParts()) {
            return;
        }
        String street = draft.text(sad.subcomponent(2));
        String number = draft.text(sad.subcomponent(3));
        if (!line.contains(street) || !line.contains(number)) {
            address.add("line", (number + ' ' + street).strip());
        }
    }

    /** Every repetition of a field as a ContactPoint, of that use when the sender gives none. */
    static void addTelecoms(
            Draft draft, Segment segment, int field, String defaultUse, Node owner) {
        for (Value repetition : segment.repetitions(field)) {
            owner.addAll("telecom", telecoms(draft, repetition, defaultUse));
        }
    }

    /** One XTN as one ContactPoint: the number, else the mailbox. */
    static Node xtn(Draft draft, Value xtn, String defaultUse) {
        List<Node> telecoms = telecoms(draft, xtn, defaultUse);
        if (telecoms.size() > 1) {
            draft.dropped(xtn.component(4));
        }
        return telecoms.isEmpty() ? new Node() : telecoms.getFirst();
    }

    /**
     * One XTN: a number, a mailbox, or both (before 2.7 one repetition may hold both, which makes
     * two ContactPoints).
     */
    static List<Node> telecoms(Draft draft, Value xtn, String defaultUse) {
        String system = Codes.ifMapped(draft, xtn.component(3), Table.TELECOM_SYSTEM);
        String mailbox = draft.text(xtn.component(4));
        String number = number(draft, xtn);
        if (number.isEmpty() && mailbox.isEmpty()) {
            // What a sender says of a number it does not give is kept, as the guide does.
            Node said = new Node().addAll("extension", parts(draft, xtn));
            return List.of(said.putAll(details(draft, xtn, "")));
        }
        Node details = details(draft, xtn, defaultUse);
        var telecoms = new ArrayList<Node>(2);
        if (!number.isEmpty()) {
            boolean mail =
                    number.indexOf('@') > 0
                            || (mailbox.isEmpty() && system.equals("email"))
                            || (system.isEmpty() && Draft.peek(xtn.component(2)).equals("NET"));
            String phone = system.isEmpty() || system.equals("email") ? "phone" : system;
            telecoms.add(
                    new Node()
                            .addAll("extension", parts(draft, xtn))
                            .put("system", mail ? "email" : phone)
                            .put("value", number)
                            .putAll(details));
        }
        if (!mailbox.isEmpty()) {
            telecoms.add(new Node().put("system", "email").put("value", mailbox).putAll(details));
        }
        return telecoms;
    }

    private static Node details(Draft draft, Value xtn, String defaultUse) {
        Value code = xtn.component(2);
        String use = Codes.ifMapped(draft, code, Table.TELECOM_USE);
        if (Draft.peek(xtn.component(3)).equals("CP")) {
            use = "mobile";
        } else if (use.isEmpty() && !code.isPresent()) {
            use = defaultUse;
        }
        if (code.isPresent() && Draft.peek(code).equals("NET")) {
            draft.took(code);
        }
        Node details = new Node().put("use", use);
        Value rank = xtn.component(18);
        if (rank.isPresent()) {
            String number = Numbers.positive(Draft.peek(rank));
            if (!number.isEmpty()) {
                draft.took(rank);
                details.number("rank", number);
            }
        }
        return details.put("period", Times.period(draft, xtn.component(13), xtn.component(14)));
    }

    private static List<Node> parts(Draft draft, Value xtn) {
        if (!xtn.component(5).isPresent()
                && !xtn.component(6).isPresent()
                && !xtn.component(7).isPresent()
                && !xtn.component(8).isPresent()) {
            return List.of();
        }
        return List.of(
                Extensions.of("contactpoint-country", "valueString", draft.text(xtn.component(5))),
                Extensions.of("contactpoint-area", "valueString", draft.text(xtn.component(6))),
                Extensions.of("contactpoint-local", "valueString", draft.text(xtn.component(7))),
                Extensions.of(
                        "contactpoint-extension", "valueString", draft.text(xtn.component(8))));
    }

    /** The number unformatted, else from its parts, else as written in the old first component. */
    private static String number(Draft draft, Value xtn) {
        String unformatted = draft.text(xtn.component(12));
        String joined = unformatted.isEmpty() ? joined(xtn) : unformatted;
        Value first = xtn.component(1);
        if (joined.isEmpty()) {
            return draft.text(first);
        }
        if (sameDigits(Draft.peek(first), joined)) {
            draft.took(first);
        }
        return joined;
    }

    private static String joined(Value xtn) {
        String local = Draft.peek(xtn.component(7));
        if (local.isEmpty()) {
            return "";
        }
        String country = Draft.peek(xtn.component(5));
        String area = Draft.peek(xtn.component(6));
        String extension = Draft.peek(xtn.component(8));
        String plus = country.isEmpty() ? "" : (country.startsWith("+") ? "" : "+") + country + ' ';
        return (plus + area + ' ' + local).strip() + (extension.isEmpty() ? "" : " x" + extension);
    }

    /** The first component repeats the others in most messages, only punctuated otherwise. */
    private static boolean sameDigits(String one, String other) {
        int i = 0;
        int j = 0;
        while (true) {
            while (i < one.length() && !Character.isDigit(one.charAt(i))) {
                i++;
            }
            while (j < other.length() && !Character.isDigit(other.charAt(j))) {
                j++;
            }
            if (i == one.length() || j == other.length()) {
                return i == one.length() && j == other.length();
            }
            if (one.charAt(i++) != other.charAt(j++)) {
                return false;
            }
        }
    }
}
