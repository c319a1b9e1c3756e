// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names of people and the professionals a message mentions (HL7 v2 chapter 2A, XPN, XCN, CN; guide:
 * XPN[HumanName], XCN[Practitioner] read backwards).
 */
final class People {
    private People() {}

    /** A HumanName as XPN. */
    static Parts xpn(Writing writing, Element name) {
        Parts parts = parts(writing, name);
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
    static Parts parts(Writing writing, Element name) {
        var parts = new Parts();
        parts.put(1, family(writing, name));
        List<Element> given = name.list("given");
        parts.put(2, name.first("given").take());
        parts.put(3, joined(given, 1));
        List<Element> suffix = name.list("suffix");
        parts.put(4, name.first("suffix").take());
        parts.put(6, joined(suffix, 1));
        parts.put(5, joined(name.list("prefix"), 0));
        if (!parts.has(1) && !parts.has(2)) {
            parts.put(1, name.take("text"));
        } else if (repeats(name, parts)) {
            name.take("text");
        }
        return parts;
    }

    /** FN since 2.4: the surname, then own and partner's prefix and name. */
    private static Parts family(Writing writing, Element name) {
        Parts family = Parts.of(name.take("family"));
        Element more = name.get("_family");
        if (writing.version().atLeast(Hl7Version.V2_4)) {
            family.put(2, more.takeExtension("humanname-own-prefix"));
            family.put(3, more.takeExtension("humanname-own-name"));
            family.put(4, more.takeExtension("humanname-partner-prefix"));
            family.put(5, more.takeExtension("humanname-partner-name"));
        }
        return family;
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
        parts.putAll(1, parts(writing, who.first("name")));
        Element degree = who.first("qualification").get("code");
        if (!parts.has(7)) {
            parts.written(7, Concepts.parts(writing, degree, "IS").component(1));
        }
        number.ifPresent(one -> issuer(writing, one, type, parts));
        reference.take("display");
        return parts;
    }

    private static Parts display(Writing writing, Element reference, String type) {
        var parts = new Parts();
        Element identifier = reference.get("identifier");
        if (!identifier.peek("value").isEmpty() && !Identifiers.isSecret(writing, identifier)) {
            parts.put(1, identifier.take("value"));
            issuer(writing, identifier, type, parts);
        }
        return writing.follow(reference).isPresent()
                ? Parts.NONE
                : parts.put(2, reference.take("display"));
    }

    /** Who gave a number, and of what kind it is; CN has no component for the latter. */
    private static void issuer(Writing writing, Element identifier, String type, Parts parts) {
        parts.put(9, Identifiers.authority(writing, identifier));
        if (type.equals("XCN")) {
            parts.put(13, Identifiers.takeType(identifier));
        }
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

    private static String joined(List<Element> items, int from) {
        return items.stream().skip(from).map(Element::take).collect(Collectors.joining(" "));
    }

    private static String joinedPeek(List<Element> items) {
        return String.join(" ", items.stream().map(Element::peek).toList());
    }
}
