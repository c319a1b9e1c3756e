// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.Locale;

/**
 * Identifier (HL7 v2 chapter 2A, CX and EI; guide: CX[Identifier], EI[Identifier-Extension]).
 *
 * <p>We add to the guide what Québec needs: the NAM under its national system when its form is
 * right, the NIU never carried, and the sender as authority when none is given, since an identifier
 * without system would be searched among everybody's.
 */
record Identifier(String system, String value, String type, Details details) {
    private static final String CHECK_DIGIT = "identifier-checkDigit";
    private static final String CHECK_SCHEME = "namingsystem-checkDigit";
    static final Identifier NONE = new Identifier("", "", "");

    /**
     * What does not tell one identifier from another.
     *
     * @param checkDigit as the sender computed it
     * @param checkScheme by which rule
     * @param assigner the authority in the sender's own word
     * @param start since when it is valid
     * @param end until when
     */
    record Details(
            String checkDigit, String checkScheme, String assigner, String start, String end) {
        static final Details NONE = new Details("", "", "", "", "");
    }

    /** An identifier of which nothing more is known. */
    Identifier(String system, String value, String type) {
        this(system, value, type, Details.NONE);
    }

    /** Nothing that could be carried. */
    boolean isEmpty() {
        return value.isEmpty();
    }

    /** The same number of the same authority, whatever else is said of it. */
    boolean same(Identifier other) {
        return value.equals(other.value) && system.equals(other.system);
    }

    /** The FHIR form. */
    Node node() {
        return node("");
    }

    /** The same, with FHIR's use of it (old, secondary). */
    Node node(String use) {
        Node identifier = new Node();
        identifier.add(
                "extension", Extensions.of(CHECK_DIGIT, "valueString", details.checkDigit()));
        identifier.add(
                "extension", Extensions.of(CHECK_SCHEME, "valueString", details.checkScheme()));
        identifier.put("use", use);
        if (!type.isEmpty()) {
            identifier.put(
                    "type",
                    Table.IDENTIFIER_TYPE.builtIn().row(type).isEmpty()
                            ? new Node().put("text", type)
                            : Codes.literalConcept(Systems.IDENTIFIER_TYPE, type));
        }
        return identifier
                .put("system", system)
                .put("value", value)
                .put("period", new Node().put("start", details.start()).put("end", details.end()))
                .put("assigner", new Node().put("display", details.assigner()));
    }

    /** With a type of HL7 table 0203, unless the sender gave one. */
    Identifier typed(String defaultType) {
        return type.isEmpty() ? new Identifier(system, value, defaultType, details) : this;
    }

    Key key(String resource) {
        return Key.of(resource, system, value);
    }

    /** An identifier with check digit, authority, type and period. */
    static Identifier cx(Draft draft, Value cx) {
        if (Niu.isIn(cx, draft.settings().niuAuthorities())) {
            return NONE;
        }
        Value authority = cx.component(4);
        String name = Draft.peek(authority.subcomponent(1));
        String universal = Draft.peek(authority.subcomponent(2));
        String type = type(draft, cx.component(5));
        String value = draft.text(cx.component(1));
        if (value.isEmpty()) {
            return NONE;
        }
        draft.took(cx.component(5));
        Details details = details(draft, cx);
        var nam = draft.settings().namAuthorities();
        boolean claimsNam =
                nam.contains(name)
                        || nam.contains(universal)
                        || (type.equals("JHN") && Nam.hasForm(value) && name.isEmpty());
        if (claimsNam) {
            if (Nam.isValid(value)) {
                if (draft.settings().checksNamDigit() && !Nam.hasLikelyDigit(value)) {
                    draft.remark(ProblemCode.CHECK_DIGIT_DOUBTFUL, cx.component(1));
                }
                draft.took(authority);
                return new Identifier(Systems.NAM, value, "JHN", details);
            }
            draft.remark(ProblemCode.IDENTIFIER_INVALID, cx.component(1));
        }
        String system = Systems.authority(draft, authority);
        return new Identifier(
                system.isEmpty() ? Systems.sender(draft) : system, value, type, details);
    }

    private static Details details(Draft draft, Value cx) {
        String checkDigit = draft.text(cx.component(2));
        String checkScheme = draft.text(cx.component(3));
        String assigner = draft.text(cx.component(4));
        Node period = Times.period(draft, cx.component(7), cx.component(8));
        return new Details(
                checkDigit, checkScheme, assigner, period.text("start"), period.text("end"));
    }

    /** In HL7 table 0203, to which an organisation may bring its own words. */
    private static String type(Draft draft, Value value) {
        String written = Draft.peek(value).toUpperCase(Locale.ROOT);
        String known = Table.IDENTIFIER_TYPE.target(draft, written);
        return known.isEmpty() ? written : known;
    }

    /** An entity identifier: number, then authority as three components. */
    static Identifier ei(Draft draft, Value ei) {
        return entity(draft, ei.component(1), ei.component(2), ei.component(3), ei.component(4));
    }

    /** An entity identifier that is itself a component, its parts being subcomponents (EIP). */
    static Identifier eiWithin(Draft draft, Value component) {
        return entity(
                draft,
                component.subcomponent(1),
                component.subcomponent(2),
                component.subcomponent(3),
                component.subcomponent(4));
    }

    private static Identifier entity(
            Draft draft, Value number, Value namespace, Value universal, Value type) {
        String value = draft.text(number);
        if (value.isEmpty()) {
            return NONE;
        }
        String name = draft.text(namespace);
        String system = Systems.authority(draft, name, draft.text(universal), draft.text(type));
        return new Identifier(
                system.isEmpty() ? Systems.sender(draft) : system,
                value,
                "",
                name.isEmpty() ? Details.NONE : new Details("", "", name, "", ""));
    }

    /** A person's number as XCN and CNN write it, the authority in a component of its own. */
    static Identifier person(Draft draft, Value xcn) {
        String value = draft.text(xcn.component(1));
        if (value.isEmpty()) {
            return NONE;
        }
        return assigned(
                draft,
                value,
                xcn.component(9),
                xcn.component(13),
                xcn.component(11),
                xcn.component(12));
    }

    /** An organization's number: XON.10, or XON.3 before 2.5. */
    static Identifier organization(Draft draft, Value xon) {
        String longNumber = draft.text(xon.component(10));
        String value = longNumber.isEmpty() ? draft.text(xon.component(3)) : longNumber;
        if (value.isEmpty()) {
            return NONE;
        }
        return assigned(
                draft,
                value,
                xon.component(6),
                xon.component(7),
                xon.component(4),
                xon.component(5));
    }

    /** A number of an authority, with its type, check digit and the scheme of that. */
    private static Identifier assigned(
            Draft draft, String value, Value authority, Value type, Value digit, Value scheme) {
        String given = Systems.authority(draft, authority);
        return new Identifier(
                given.isEmpty() ? Systems.sender(draft) : given,
                value,
                draft.text(type),
                new Details(draft.text(digit), draft.text(scheme), draft.text(authority), "", ""));
    }

    /** The first of the given fields that holds an identifier. */
    static Identifier firstCx(Draft draft, Segment segment, int... fields) {
        for (int field : fields) {
            for (Value repetition : segment.repetitions(field)) {
                Identifier found = cx(draft, repetition);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return NONE;
    }
}
