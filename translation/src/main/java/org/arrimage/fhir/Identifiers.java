// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Identifiers (HL7 v2 chapter 2A, CX and EI; guide: CX[Identifier], EI[Identifier-Extension] read
 * backwards). The unique user number (NIU) is never written.
 */
final class Identifiers {
    private Identifiers() {}

    /** The code of HL7 table 0203, or the text, that says what kind it is. */
    static String type(Element identifier) {
        for (Element coding : identifier.get("type").list("coding")) {
            if (!coding.peek("code").isEmpty()) {
                return coding.peek("code");
            }
        }
        return identifier.get("type").peek("text");
    }

    static boolean isSecret(Writing writing, Element identifier) {
        Set<String> secret = writing.settings().niuSystems();
        String type = type(identifier);
        return secret.contains(identifier.peek("system"))
                || secret.contains(Authorities.NAME + type);
    }

    /** A CX: value, authority, type, and since 2.4 the period of validity. */
    static Parts cx(Writing writing, Element identifier) {
        Parts cx = cxWithoutType(writing, identifier);
        if (!cx.isEmpty()) {
            cx.put(5, takeType(identifier));
        }
        return cx;
    }

    /** The same for a field that says by itself what kind of identifier it holds. */
    static Parts cxWithoutType(Writing writing, Element identifier) {
        String value = identifier.peek("value");
        if (value.isEmpty() || isSecret(writing, identifier)) {
            return Parts.NONE;
        }
        Parts cx = Parts.of(identifier.take("value")).put(4, authority(writing, identifier));
        if (writing.version().atLeast(Hl7Version.V2_4)) {
            Element period = identifier.get("period");
            cx.put(7, Moments.date(writing, period.get("start")));
            cx.put(8, Moments.date(writing, period.get("end")));
        }
        return cx;
    }

    static String takeType(Element identifier) {
        String type = type(identifier);
        Element concept = identifier.get("type");
        concept.list("coding").stream().limit(1).forEach(Element::takeAll);
        if (concept.peek("text").equals(type)) {
            concept.take("text");
        }
        return type;
    }

    /** An EI: value, then the authority as three components. */
    static Parts ei(Writing writing, Element identifier) {
        if (identifier.peek("value").isEmpty() || isSecret(writing, identifier)) {
            return Parts.NONE;
        }
        Parts ei = Parts.of(identifier.take("value"));
        return ei.putAll(1, authority(writing, identifier));
    }

    /** The system, else what stands for its assigner. */
    static Parts authority(Writing writing, Element identifier) {
        Parts known = Authorities.of(writing, identifier.take("system"));
        Element assigner = identifier.get("assigner");
        if (known.has(1) || assigner.peek("display").isEmpty()) {
            return known;
        }
        return new Parts().putAll(0, known).put(1, assigner.take("display"));
    }

    /** The first identifier of one of these kinds, else of none; {@link Element#NONE} if absent. */
    static Element ofType(Element owner, String... types) {
        for (String type : types) {
            for (Element identifier : owner.list("identifier")) {
                if (type(identifier).equals(type)) {
                    return identifier;
                }
            }
        }
        return Element.NONE;
    }

    /** The identifiers that are of none of these kinds. */
    static List<Element> except(Element owner, String... types) {
        var others = new ArrayList<Element>();
        Set<String> left = Set.of(types);
        for (Element identifier : owner.list("identifier")) {
            if (!left.contains(type(identifier))) {
                others.add(identifier);
            }
        }
        return others;
    }
}
