// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * The professionals, organizations and places a message mentions (HL7 v2 chapter 2A, XCN, XON, HD,
 * PL; guide: XCN[Practitioner], XON[Organization], HD[Organization], PL[Location]). They are only
 * mentioned: where the receiver has them already, it keeps its own.
 */
final class Parties {
    private static final String PLACE_TYPE =
            "http://terminology.hl7.org/CodeSystem/location-physical-type";

    /** PL components from the widest place to the narrowest, with their physical type. */
    private static final Object[][] LEVELS = {
        {4, "si"}, {7, "bu"}, {8, "lvl"}, {1, "wa"}, {2, "ro"}, {3, "bd"}
    };

    private Parties() {}

    /** A Reference to the Practitioner; empty when nobody is named. */
    static Node practitioner(Draft draft, Value xcn) {
        if (!xcn.isPresent()) {
            return new Node();
        }
        Node practitioner = Node.resource("Practitioner");
        Identifier identifier = Identifier.person(draft, xcn);
        practitioner.add("identifier", identifier.isEmpty() ? new Node() : identifier.node());
        Node name = name(draft, xcn);
        practitioner.add("name", name);
        if (identifier.isEmpty() && name.isEmpty()) {
            return new Node();
        }
        Node degree = Codes.concept(draft, xcn.component(7), Table.DEGREE);
        practitioner.add("qualification", new Node().put("code", degree));
        Key key =
                identifier.isEmpty()
                        ? Key.derived(
                                "Practitioner",
                                draft.facility(),
                                Draft.peek(xcn.component(2)),
                                Draft.peek(xcn.component(3)))
                        : identifier.key("Practitioner");
        return reference(draft.bundle().mention(practitioner, key));
    }

    /** The name of an XCN, with its use, professional suffix and period. */
    static Node name(Draft draft, Value xcn) {
        Node name = Names.parts(draft, xcn, 2);
        name.add("suffix", draft.text(xcn.component(21)));
        if (name.isEmpty()) {
            return name;
        }
        return name.put("use", Names.use(draft, xcn.component(10)))
                .put(
                        "period",
                        Times.period(
                                draft, xcn.component(17), xcn.component(19), xcn.component(20)));
    }

    /** References to the Practitioners of every repetition. */
    static void addPractitioners(
            Draft draft, Segment segment, int field, Node owner, String member) {
        for (Value repetition : segment.repetitions(field)) {
            owner.add(member, practitioner(draft, repetition));
        }
    }

    /** Adds whom an XCN names as performer, in that function unless it is empty. */
    static void addPerformer(Draft draft, Value xcn, Node function, Node owner) {
        Node who = practitioner(draft, xcn);
        if (!who.isEmpty()) {
            owner.add("performer", new Node().put("function", function).put("actor", who));
        }
    }

    /** A Reference to the Organization of an XON; empty when it has neither name nor number. */
    static Node organization(Draft draft, Value xon) {
        return organization(draft, xon, new Node());
    }

    /** The same, with an address that another field gives. */
    static Node organization(Draft draft, Value xon, Node address) {
        String name = draft.text(xon.component(1));
        Identifier identifier = Identifier.organization(draft, xon);
        if (name.isEmpty() && identifier.isEmpty()) {
            return new Node();
        }
        Node organization = Node.resource("Organization");
        Key key = Key.derived("Organization", draft.facility(), name);
        if (!identifier.isEmpty()) {
            organization.add("identifier", identifier.node());
            key = identifier.key("Organization");
        }
        return reference(
                draft.bundle()
                        .mention(organization.put("name", name).add("address", address), key));
    }

    /** A Reference to the Organization an HD names, as MSH-4 and MSH-6 do. */
    static Node facility(Draft draft, Value hd) {
        String name = draft.text(hd.component(1));
        String universal = Draft.peek(hd.component(2));
        if (name.isEmpty() && universal.isEmpty()) {
            return new Node();
        }
        Node organization = Node.resource("Organization");
        organization.add("identifier", universal(draft, hd));
        organization.put("name", name.isEmpty() ? universal : name);
        return reference(
                draft.bundle().mention(organization, Key.derived("Organization", name, universal)));
    }

    /** A Reference to the Device an HD names, as MSH-5 does. */
    static Node application(Draft draft, Value hd) {
        String name = draft.text(hd.component(1));
        Node device = Node.resource("Device");
        device.add("identifier", new Identifier(Systems.sender(draft), name, "").node());
        device.add("identifier", universal(draft, hd));
        return reference(
                draft.bundle()
                        .mention(device, Key.derived("Device", name, Draft.peek(hd.component(2)))));
    }

    /**
     * The universal identifier of an HD with its type (table 0301): as a URI where FHIR knows how,
     * else as the sender writes it.
     */
    static Node universal(Draft draft, Value hd) {
        String universal = draft.text(hd.component(2));
        if (universal.isEmpty()) {
            return new Node();
        }
        Node type = Codes.concept(draft, hd.component(3), Table.UNIVERSAL_ID_TYPE);
        String uri = Systems.uri(universal);
        return new Node()
                .put("type", type)
                .put("system", uri.isEmpty() ? "" : "urn:ietf:rfc:3986")
                .put("value", uri.isEmpty() ? universal : uri);
    }

    /** A Reference to the narrowest Location of a PL, each inside the next wider one. */
    static Node location(Draft draft, Value pl) {
        if (!pl.isPresent()) {
            return new Node();
        }
        String description = draft.text(pl.component(9));
        Node within = new Node();
        var path = new StringBuilder(draft.facility());
        for (Object[] level : LEVELS) {
            String name = draft.text(pl.component((Integer) level[0]));
            if (!name.isEmpty()) {
                path.append('\n').append(level[1]).append(name);
                Node place =
                        Node.resource("Location")
                                .put("name", name)
                                .put("mode", "instance")
                                .put(
                                        "physicalType",
                                        Codes.literalConcept(PLACE_TYPE, (String) level[1]))
                                .put("partOf", within);
                within =
                        reference(
                                draft.bundle()
                                        .mention(place, Key.derived("Location", path.toString())));
            }
        }
        if (within.isEmpty() && !description.isEmpty()) {
            Node place = Node.resource("Location").put("name", description);
            return reference(
                    draft.bundle()
                            .mention(place, Key.derived("Location", path.toString(), description)));
        }
        return within.isEmpty() ? within : within.put("display", description);
    }

    static Node reference(String urn) {
        return new Node().put("reference", urn);
    }
}
