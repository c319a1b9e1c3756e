// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.List;
import java.util.Optional;

/**
 * Names of people and the professionals a message mentions (HL7 v2 chapter 2A, XPN, XCN, CN; guide:
 * XPN[HumanName], XCN[Practitioner] read backwards).
 */
final class People {
    private People() {}

    /** A HumanName as XPN. */
    static Parts xpn(Writing writing, Element name) {
        Parts parts = parts(name);
        if (parts.isEmpty()) {
            return parts;
        }
        parts.put(7, CodeTable.NAME_USE.take(name.get("use")));
        if (writing.version().atLeast(Hl7Version.V2_5)) {
            Element period = name.get("period");
            parts.put(12, Moments.moment(writing, period.get("start")));
            parts.put(13, Moments.moment(writing, period.get("end")));
        }
        return parts;
    }

    /** Family, given, further given names, suffix, prefix, degree. */
    static Parts parts(Element name) {
        var parts = new Parts();
        parts.put(1, name.take("family"));
        List<Element> given = name.list("given");
        for (int i = 0; i < given.size() && i < 1; i++) {
            parts.put(2, given.get(i).take());
        }
        parts.put(3, joined(given, 1, " "));
        List<Element> suffix = name.list("suffix");
        for (int i = 0; i < suffix.size() && i < 1; i++) {
            parts.put(4, suffix.get(i).take());
        }
        parts.put(6, joined(suffix, 1, " "));
        parts.put(5, joined(name.list("prefix"), 0, " "));
        if (!parts.has(1) && !parts.has(2)) {
            parts.put(1, name.take("text"));
        } else if (repeats(name, parts)) {
            name.take("text");
        }
        return parts;
    }

    /** Whether the text of a name says no more than its parts. */
    private static boolean repeats(Element name, Parts parts) {
        String family = name.peek("family");
        String given = joinedPeek(name.list("given"));
        String text = name.peek("text");
        return !parts.isEmpty()
                && (text.equals((given + ' ' + family).strip())
                        || text.equals((family + ' ' + given).strip())
                        || text.equals(family + ", " + given));
    }

    /** Whoever a Reference names, as XCN: a Practitioner, or the text the Reference shows. */
    static Parts xcn(Writing writing, Element reference, String type) {
        Element who = practitioner(writing, reference);
        if (!who.isPresent()) {
            return display(writing, reference, type);
        }
        var parts = new Parts();
        Optional<Element> number =
                who.list("identifier").stream()
                        .filter(one -> !one.peek("value").isEmpty())
                        .filter(one -> !Identifiers.isSecret(writing, one))
                        .findFirst();
        number.ifPresent(one -> parts.put(1, one.take("value")));
        parts.putAll(1, parts(who.first("name")));
        if (parts.has(2) || parts.has(3)) {
            who.first("name").takeAll();
        }
        number.ifPresent(one -> {
            parts.put(9, Identifiers.authority(writing, one));
            if (type.equals("XCN")) {
                parts.put(13, Identifiers.takeType(one));
            }
        });
        reference.take("display");
        return parts;
    }

    private static Parts display(Writing writing, Element reference, String type) {
        var parts = new Parts();
        Element identifier = reference.get("identifier");
        if (!identifier.peek("value").isEmpty() && !Identifiers.isSecret(writing, identifier)) {
            parts.put(1, identifier.take("value"));
            parts.put(9, Identifiers.authority(writing, identifier));
            if (type.equals("XCN")) {
                parts.put(13, Identifiers.takeType(identifier));
            }
        }
        return writing.follow(reference).isPresent()
                ? Parts.NONE
                : parts.put(2, reference.take("display"));
    }

    /** The Practitioner, or that of the PractitionerRole, a Reference leads to. */
    private static Element practitioner(Writing writing, Element reference) {
        Element found = writing.follow(reference);
        return switch (found.peek("resourceType")) {
            case "PractitionerRole" -> writing.follow(found.get("practitioner"));
            case "Practitioner", "RelatedPerson", "Patient" -> found;
            default -> Element.NONE;
        };
    }

    /** Whether a Reference leads to an organization rather than to a person. */
    static boolean isOrganization(Writing writing, Element reference) {
        String type = writing.follow(reference).peek("resourceType");
        return type.equals("Organization") || reference.peek("type").equals("Organization");
    }

    private static String joined(List<Element> items, int from, String between) {
        var text = new StringBuilder();
        for (int i = from; i < items.size(); i++) {
            text.append(text.isEmpty() ? "" : between).append(items.get(i).take());
        }
        return text.toString();
    }

    private static String joinedPeek(List<Element> items) {
        return String.join(" ", items.stream().map(Element::peek).toList());
    }
}
