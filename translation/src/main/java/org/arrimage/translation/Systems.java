// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Value;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The URIs that say whose an identifier or a code is: the settings first, then the public ones,
 * then an OID as {@code urn:oid:}, and otherwise a name of ours that keeps the sender's own word.
 */
final class Systems {
    static final String NAM =
            "https://fhir.infoway-inforoute.ca/NamingSystem/ca-qc-patient-healthcare-id";
    static final String AUTHORITY = "urn:arrimage:authority:";
    static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";

    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9]\\d*)){3,}");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TABLE = Pattern.compile("HL7?(\\d{4})");

    private Systems() {}

    /** The system of an identifier whose assigning authority is an HD (chapter 2A, HD). */
    static String authority(Draft draft, Value authority) {
        String name = Draft.peek(authority.subcomponent(1));
        String universal = Draft.peek(authority.subcomponent(2));
        String type = Draft.peek(authority.subcomponent(3));
        String system = authority(draft, name, universal, type);
        if (!system.isEmpty()) {
            draft.took(authority);
        }
        return system;
    }

    /** The system of an identifier without authority: whoever sends it. */
    static String sender(Draft draft) {
        return authority(draft, draft.facility(), "", "");
    }

    static String authority(Draft draft, String name, String universal, String type) {
        Map<String, String> known = draft.settings().authorities();
        if (known.containsKey(universal)) {
            return known.get(universal);
        }
        if (known.containsKey(name)) {
            return known.get(name);
        }
        String uri = uri(universal);
        if (!uri.isEmpty()) {
            return uri;
        }
        if (isOid(name)) {
            return "urn:oid:" + name;
        }
        String word = name.isEmpty() ? universal : name;
        return word.isEmpty() ? "" : name(AUTHORITY, word);
    }

    /** An OID, a UUID or what is a URI already as a URI; empty for anything else. */
    static String uri(String universal) {
        if (isOid(universal)) {
            return "urn:oid:" + universal;
        }
        if (universal.length() == 36 && UUID.matcher(universal).matches()) {
            return "urn:uuid:" + universal.toLowerCase(java.util.Locale.ROOT);
        }
        return universal.startsWith("http") || universal.startsWith("urn:")
                ? name("", universal)
                : "";
    }

    /** The system of a code, from the name of its coding system. */
    static String code(Draft draft, String name) {
        if (name.isEmpty()) {
            return "";
        }
        String configured = draft.settings().codeSystems().getOrDefault(name, "");
        if (!configured.isEmpty()) {
            return configured;
        }
        String known = Table.CODING_SYSTEM.target(draft, name.toUpperCase(java.util.Locale.ROOT));
        if (!known.isEmpty()) {
            return known;
        }
        if (isOid(name)) {
            return "urn:oid:" + name;
        }
        if (name.startsWith("HL") && TABLE.matcher(name).matches()) {
            return "http://terminology.hl7.org/CodeSystem/v2-" + name.substring(name.length() - 4);
        }
        return name.startsWith("http") ? name("", name) : local(draft, name);
    }

    private static boolean isOid(String text) {
        return !text.isEmpty() && text.charAt(0) <= '2' && OID.matcher(text).matches();
    }

    /** A system only the sender knows. */
    static String local(Draft draft, String name) {
        return name("urn:arrimage:codesystem:", draft.facility()) + ':' + name("", name);
    }

    /** A word made fit for a URI; letters and digits stay readable. */
    static String name(String prefix, String word) {
        var out = new StringBuilder(prefix);
        for (byte b : word.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    (c >= '0' && c <= '9')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= 'a' && c <= 'z')
                            || "-._~:/?=&#".indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }
}
