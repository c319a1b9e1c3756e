// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.Set;

/**
 * Organizations and places (HL7 v2 chapter 2A, XON, HD, PL; guide: XON[Organization],
 * HD[Organization], PL[Location] read backwards).
 */
final class Organizations {
    private static final String URI = "urn:ietf:rfc:3986";

    /** The types of a universal id (HL7 table 0301). */
    private static final Set<String> UNIVERSAL =
            Set.of("CLIA", "DNS", "EUI64", "GUID", "HCD", "ISO", "L", "M", "N", "NPI", "UUID");

    private Organizations() {}

    /** Whatever a Reference names, as XON. */
    static Parts xon(Writing writing, Element reference) {
        Element organization = writing.follow(reference);
        if (!organization.isPresent()) {
            return Parts.of(reference.take("display"));
        }
        reference.take("display");
        return xonOf(writing, organization);
    }

    /** An Organization as XON: name, number, authority, type of number. */
    static Parts xonOf(Writing writing, Element organization) {
        Parts xon = Parts.of(organization.take("name"));
        Element number = number(organization);
        if (number.isPresent()) {
            boolean modern = writing.version().atLeast(Hl7Version.V2_5);
            xon.put(modern ? 10 : 3, number.take("value"));
            xon.put(6, Identifiers.authority(writing, number));
            xon.put(7, Identifiers.takeType(number));
        }
        return xon;
    }

    /** An Organization as HD, as MSH-4 and MSH-6 name it. */
    static Parts hd(Writing writing, Element reference) {
        Element organization = writing.follow(reference);
        if (!organization.isPresent()) {
            return Parts.of(reference.take("display"));
        }
        String name = organization.take("name");
        Parts universal = universal(organization);
        // An HD without a name of its own gave its universal id as the organization's name.
        return name.equals(universal.component(2)) && !name.isEmpty()
                ? universal
                : universal.put(1, name);
    }

    private static Parts universal(Element organization) {
        for (Element identifier : organization.list("identifier")) {
            String value = identifier.peek("value");
            if (identifier.peek("system").equals(URI)) {
                identifier.takeAll();
                if (value.startsWith("urn:oid:")) {
                    return Authorities.universal(value.substring(8), "ISO");
                }
                if (value.startsWith("urn:uuid:")) {
                    return Authorities.universal(value.substring(9), "UUID");
                }
                return value.startsWith(Authorities.NAME)
                        ? new Parts().put(2, Authorities.word(value.substring(23))).put(3, "L")
                        : Authorities.universal(value, "URI");
            }
            String type = Identifiers.type(identifier);
            if (UNIVERSAL.contains(type) && !value.isEmpty()) {
                identifier.take("value");
                Identifiers.takeType(identifier);
                return Authorities.universal(value, type);
            }
        }
        return new Parts();
    }

    private static Element number(Element organization) {
        for (Element identifier : organization.list("identifier")) {
            if (!identifier.peek("value").isEmpty()) {
                return identifier;
            }
        }
        return Element.NONE;
    }

    /**
     * A Location as PL: the narrowest place and those it is part of, each in the component of its
     * physical type; a place of another type is described.
     */
    static Parts pl(Writing writing, Element reference) {
        Element place = writing.follow(reference);
        if (!place.isPresent()) {
            return new Parts().put(9, reference.take("display"));
        }
        var pl = new Parts();
        for (int level = 0; level < 8 && place.isPresent(); level++) {
            put(writing, place, pl);
            place = writing.follow(place.get("partOf"));
        }
        if (!pl.has(9)) {
            pl.put(9, reference.take("display"));
        }
        return pl;
    }

    private static void put(Writing writing, Element place, Parts pl) {
        Element physical = place.get("physicalType");
        int component = component(physical);
        if (component > 0 && !pl.has(component)) {
            String name = place.take("name");
            if (component == 4) {
                pl.put(4, Parts.of(name));
            } else {
                pl.put(component, name);
            }
            physical.takeAll();
        } else if (!pl.has(9)) {
            pl.put(9, place.take("name"));
        }
        place.take("mode");
        Element keeper = place.get("managingOrganization");
        if (!pl.has(4) && keeper.isPresent()) {
            pl.put(4, hd(writing, keeper));
        }
    }

    private static int component(Element physical) {
        for (Element coding : physical.list("coding")) {
            int found =
                    switch (coding.peek("code")) {
                        case "wa", "poc", "area" -> 1;
                        case "ro" -> 2;
                        case "bd" -> 3;
                        case "si", "f" -> 4;
                        case "bu", "wi" -> 7;
                        case "lvl" -> 8;
                        default -> 0;
                    };
            if (found > 0) {
                return found;
            }
        }
        return 0;
    }
}
