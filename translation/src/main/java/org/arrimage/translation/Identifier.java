// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Identifier (HL7 v2 chapter 2A, CX and EI; guide: CX[Identifier], EI[Identifier-Extension]).
 *
 * <p>We add to the guide what Québec needs: the NAM under its national system when its form is
 * right, the NIU never carried, and the sender as authority when none is given, since an identifier
 * without system would be searched among everybody's.
 */
record Identifier(String system, String value, String type) {
    static final Identifier NONE = new Identifier("", "", "");
    private static final Pattern NAM = Pattern.compile("[A-Z]{4}\\d{8}");

    /** Nothing that could be carried. */
    boolean isEmpty() {
        return value.isEmpty();
    }

    /** The FHIR form. */
    Node node() {
        Node identifier = new Node();
        if (!type.isEmpty()) {
            identifier.put(
                    "type",
                    Table.IDENTIFIER_TYPE.builtIn().row(type).isEmpty()
                            ? new Node().put("text", type)
                            : Codes.literalConcept(Systems.IDENTIFIER_TYPE, type));
        }
        return identifier.put("system", system).put("value", value);
    }

    /** With a type of HL7 table 0203, unless the sender gave one. */
    Identifier typed(String defaultType) {
        return type.isEmpty() ? new Identifier(system, value, defaultType) : this;
    }

    Key key(String resource) {
        return Key.of(resource, system, value);
    }

    /** An identifier with check digit, authority and type. */
    static Identifier cx(Draft draft, Value cx) {
        Value authority = cx.component(4);
        String name = Draft.peek(authority.subcomponent(1));
        String universal = Draft.peek(authority.subcomponent(2));
        String type = type(draft, cx.component(5));
        var niu = draft.settings().niuAuthorities();
        if (niu.contains(name) || niu.contains(universal) || niu.contains(type)) {
            return NONE;
        }
        String value = draft.text(cx.component(1));
        if (value.isEmpty()) {
            return NONE;
        }
        draft.took(cx.component(5));
        var nam = draft.settings().namAuthorities();
        boolean claimsNam =
                nam.contains(name)
                        || nam.contains(universal)
                        || (type.equals("JHN") && NAM.matcher(value).matches() && name.isEmpty());
        if (claimsNam) {
            if (isNam(value)) {
                draft.took(authority);
                return new Identifier(Systems.NAM, value, "JHN");
            }
            draft.remark(ProblemCode.IDENTIFIER_INVALID, cx.component(1));
        }
        String system = Systems.authority(draft, authority);
        return new Identifier(system.isEmpty() ? Systems.sender(draft) : system, value, type);
    }

    /** In HL7 table 0203, to which an organisation may bring its own words. */
    private static String type(Draft draft, Value value) {
        String written = Draft.peek(value).toUpperCase(Locale.ROOT);
        String known = Table.IDENTIFIER_TYPE.target(draft, written);
        return known.isEmpty() ? written : known;
    }

    /** An entity identifier: number, then authority as three components. */
    static Identifier ei(Draft draft, Value ei) {
        String value = draft.text(ei.component(1));
        if (value.isEmpty()) {
            return NONE;
        }
        String system =
                Systems.authority(
                        draft,
                        draft.text(ei.component(2)),
                        draft.text(ei.component(3)),
                        draft.text(ei.component(4)));
        return new Identifier(system.isEmpty() ? Systems.sender(draft) : system, value, "");
    }

    /** An entity identifier that is itself a component, its parts being subcomponents (EIP). */
    static Identifier eiWithin(Draft draft, Value component) {
        String value = draft.text(component.subcomponent(1));
        if (value.isEmpty()) {
            return NONE;
        }
        String system =
                Systems.authority(
                        draft,
                        draft.text(component.subcomponent(2)),
                        draft.text(component.subcomponent(3)),
                        draft.text(component.subcomponent(4)));
        return new Identifier(system.isEmpty() ? Systems.sender(draft) : system, value, "");
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

    /**
     * The health insurance number's form: three letters of the family name, one of the given name,
     * year, month (plus 50 for women), day, two digits (RAMQ). The last digit's rule is not public,
     * so it is not checked.
     */
    static boolean isNam(String value) {
        if (!NAM.matcher(value).matches()) {
            return false;
        }
        int month = Integer.parseInt(value.substring(6, 8));
        int realMonth = month > 50 ? month - 50 : month;
        int day = Integer.parseInt(value.substring(8, 10));
        int year = Integer.parseInt(value.substring(4, 6));
        return isDate(1900 + year, realMonth, day) || isDate(2000 + year, realMonth, day);
    }

    private static boolean isDate(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day).getYear() == year;
        } catch (DateTimeException impossible) {
            return false;
        }
    }
}
