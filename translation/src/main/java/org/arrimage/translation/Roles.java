// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;

/**
 * Professionals in the part they play (HL7 v2 chapter 2A, XCN, NDL, CNN; guide:
 * XCN[PractitionerRole], NDL[PractitionerRole], CNN[Practitioner], ORC[ServiceRequest] rows ORC-12
 * and ORC-21 to ORC-24).
 *
 * <p>Ours: references also say the person's name and number, for readers that see one resource at a
 * time.
 */
final class Roles {
    private static final String PARTICIPATION =
            "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    private Roles() {}

    /** A Reference to the Practitioner of an XCN, with the name in words. */
    static Node practitioner(Draft draft, Value xcn) {
        return draft.once(
                "practitioner",
                xcn,
                value -> {
                    Node who = Parties.practitioner(draft, value);
                    return who.isEmpty() ? who : who.put("display", spoken(value, 2));
                });
    }

    /** References to the Practitioners of every repetition. */
    static void addPractitioners(
            Draft draft, Segment segment, int field, Node owner, String member) {
        for (Value repetition : segment.repetitions(field)) {
            owner.add(member, practitioner(draft, repetition));
        }
    }

    /** A Reference to a PractitionerRole: who, for whom, as what; to whom or for whom alone. */
    static Node role(Draft draft, Node who, Node organization, Node code) {
        if (who.isEmpty() || (organization.isEmpty() && code.isEmpty())) {
            return who.isEmpty() ? organization : who;
        }
        String name =
                who.text("reference")
                        + '\n'
                        + organization.text("reference")
                        + '\n'
                        + code.first("coding").text("code");
        return draft.remember(
                "role\n" + name,
                () -> {
                    Node role = Node.resource("PractitionerRole");
                    role.put("practitioner", who).put("organization", organization);
                    role.add("code", code);
                    String reference =
                            draft.bundle().put(role, Key.derived("PractitionerRole", name));
                    return Parties.reference(reference).put("display", who.text("display"));
                });
    }

    /** Adds to a reference the number it is known by. */
    static Node numbered(Node who, Draft draft, Value xcn) {
        String number = Draft.peek(xcn.component(1));
        if (who.isEmpty() || number.isEmpty()) {
            return who;
        }
        String given = Systems.authority(draft, xcn.component(9));
        String system = given.isEmpty() ? Systems.sender(draft) : given;
        return new Node()
                .put("reference", who.text("reference"))
                .put(
                        "identifier",
                        new Identifier(system, number, draft.text(xcn.component(13))).node())
                .put("display", who.text("display"));
    }

    /** NDL: who, from when to when, where; a Reference to its PractitionerRole. */
    static Node ndl(Draft draft, Value ndl) {
        return draft.once("ndl", ndl, value -> readNdl(draft, value));
    }

    /** The same as a performer of a stated function (v3 ParticipationType). */
    static Node functioning(Draft draft, Value ndl, String function) {
        Node who = ndl(draft, ndl);
        return who.isEmpty()
                ? who
                : new Node()
                        .add(
                                "extension",
                                Extensions.of(
                                        "event-performerFunction",
                                        "valueCodeableConcept",
                                        Codes.literalConcept(PARTICIPATION, function)))
                        .put("reference", who.text("reference"))
                        .put("display", who.text("display"));
    }

    private static Node readNdl(Draft draft, Value ndl) {
        Value name = ndl.component(1);
        if (!name.isPresent()) {
            return new Node();
        }
        String number = draft.text(name.subcomponent(1));
        Node person = new Node();
        person.put("family", draft.text(name.subcomponent(2)))
                .add("given", draft.text(name.subcomponent(3)))
                .add("given", draft.text(name.subcomponent(4)))
                .add("suffix", draft.text(name.subcomponent(5)))
                .add("suffix", draft.text(name.subcomponent(7)))
                .add("prefix", draft.text(name.subcomponent(6)));
        if (number.isEmpty() && person.isEmpty()) {
            return new Node();
        }
        String system =
                Systems.authority(
                        draft,
                        draft.text(name.subcomponent(9)),
                        draft.text(name.subcomponent(10)),
                        draft.text(name.subcomponent(11)));
        var identifier =
                new Identifier(system.isEmpty() ? Systems.sender(draft) : system, number, "");
        Node practitioner = Node.resource("Practitioner");
        if (!number.isEmpty()) {
            practitioner.add("identifier", identifier.node());
        }
        practitioner.add("name", person);
        Key key =
                number.isEmpty()
                        ? Key.derived("Practitioner", draft.facility(), name.written())
                        : identifier.key("Practitioner");
        String spoken =
                (Draft.peek(name.subcomponent(3)) + ' ' + Draft.peek(name.subcomponent(2))).strip();
        Node who = Parties.reference(draft.bundle().mention(practitioner, key));
        if (!number.isEmpty()) {
            who.put("identifier", identifier.node());
        }
        who.put("display", spoken);
        return placed(draft, ndl, who);
    }

    /** The role, with its period and places. */
    private static Node placed(Draft draft, Value ndl, Node who) {
        Node period = Times.period(draft, ndl.component(2), ndl.component(3));
        var places = new java.util.ArrayList<Node>(1);
        Places.ndl(draft, ndl, places);
        Node role = Node.resource("PractitionerRole");
        role.put("period", period).put("practitioner", who).addAll("location", places);
        Key key = Key.derived("PractitionerRole", who.text("reference"), ndl.written());
        return Parties.reference(draft.bundle().put(role, key)).put("display", who.text("display"));
    }

    /** A name as it is said: prefix, given names, family name. */
    static String spoken(Value xcn, int family) {
        var out = new StringBuilder();
        for (int part : List.of(family + 4, family + 1, family + 2, family)) {
            String word = Draft.peek(xcn.component(part));
            if (!word.isEmpty()) {
                out.append(out.isEmpty() ? "" : " ").append(word);
            }
        }
        return out.toString();
    }
}
