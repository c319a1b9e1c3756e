// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Value;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A field of HL7 v2 as an element of a FHIR type, by the same data-type helpers as the mappers use.
 * What does not fit the type is a remark and a loss, never an invalid element.
 */
final class MappingValue {
    private static final Set<String> WORDS = Set.of("uri", "url", "canonical", "oid", "uuid");

    private static final Set<String> CODED = Set.of("code", "string", "Coding", "CodeableConcept");
    private static final Set<String> YES = Set.of("Y", "O", "1", "TRUE");
    private static final Set<String> NO = Set.of("N", "0", "FALSE");

    /** By FHIR type, the HL7 v2 data types it can be read from, the usual one first. */
    private static final Map<String, List<String>> SOURCES =
            Map.ofEntries(
                    Map.entry("string", List.of("ST")),
                    Map.entry("markdown", List.of("TX")),
                    Map.entry("code", List.of("ID")),
                    Map.entry("uri", List.of("ST")),
                    Map.entry("url", List.of("ST")),
                    Map.entry("canonical", List.of("ST")),
                    Map.entry("oid", List.of("ST")),
                    Map.entry("uuid", List.of("ST")),
                    Map.entry("boolean", List.of("ID")),
                    Map.entry("integer", List.of("NM")),
                    Map.entry("positiveInt", List.of("NM")),
                    Map.entry("unsignedInt", List.of("NM")),
                    Map.entry("decimal", List.of("NM")),
                    Map.entry("date", List.of("DT")),
                    Map.entry("dateTime", List.of("DTM")),
                    Map.entry("instant", List.of("DTM")),
                    Map.entry("time", List.of("TM")),
                    Map.entry("CodeableConcept", List.of("CWE")),
                    Map.entry("Coding", List.of("CWE")),
                    Map.entry("Identifier", List.of("CX", "EI")),
                    Map.entry("HumanName", List.of("XPN")),
                    Map.entry("Address", List.of("XAD")),
                    Map.entry("ContactPoint", List.of("XTN")),
                    Map.entry("Period", List.of("DR")),
                    Map.entry("Quantity", List.of("CQ")),
                    Map.entry("Annotation", List.of("FT")),
                    Map.entry("Reference", List.of("XCN", "XON", "PL")));

    private MappingValue() {}

    /** The HL7 v2 data types from which a FHIR type can be read; none when it cannot. */
    static List<String> sources(String type) {
        return SOURCES.getOrDefault(type, List.of());
    }

    /** Whether codes of a table can become this type. */
    static boolean takesTable(String type) {
        return CODED.contains(type);
    }

    /** The element in the form {@link Node} keeps; empty when the field gives none. */
    static Optional<Object> read(Draft draft, Value value, MappingRule rule) {
        R4Types.Element leaf = rule.to().leaf();
        CodeTable table = draft.settings().tables().named(rule.table());
        Object made =
                switch (leaf.type()) {
                    case "string" ->
                            rule.table().isEmpty()
                                    ? text(draft, value)
                                    : code(draft, value, leaf, table);
                    case "markdown" -> text(draft, value);
                    case "code" -> code(draft, value, leaf, table);
                    case "boolean" -> truth(draft, value);
                    case "integer", "positiveInt", "unsignedInt" ->
                            whole(draft, value, leaf.type());
                    case "decimal" -> decimal(draft, value);
                    case "date" -> Times.date(draft, value);
                    case "dateTime" -> Times.dateTime(draft, value);
                    case "instant" -> Times.instant(draft, value);
                    case "time" -> Times.time(draft, value);
                    case "Reference" -> reference(draft, value, rule.type());
                    default ->
                            WORDS.contains(leaf.type())
                                    ? word(draft, value)
                                    : node(draft, value, rule, table);
                };
        boolean empty =
                made instanceof Node node
                        ? node.isEmpty()
                        : made instanceof String text && text.isEmpty();
        return empty ? Optional.empty() : Optional.of(made);
    }

    private static Node node(Draft draft, Value value, MappingRule rule, CodeTable table) {
        return switch (rule.to().leaf().type()) {
            case "CodeableConcept" -> Codes.concept(draft, value, table);
            case "Coding" -> Codes.coding(draft, value, table);
            case "Identifier" -> {
                Identifier identifier =
                        rule.type().equals("EI")
                                ? Identifier.ei(draft, value)
                                : Identifier.cx(draft, value);
                yield identifier.isEmpty() ? new Node() : identifier.node();
            }
            case "HumanName" -> Names.xpn(draft, value);
            case "Address" -> Contacts.xad(draft, value);
            case "ContactPoint" -> Contacts.xtn(draft, value, "");
            case "Period" ->
                    new Node()
                            .put("start", Times.dateTime(draft, value.component(1)))
                            .put("end", Times.dateTime(draft, value.component(2)));
            case "Quantity" -> quantity(draft, value);
            default -> new Node().put("text", text(draft, value));
        };
    }

    private static Node reference(Draft draft, Value value, String type) {
        return switch (type) {
            case "XON" -> Parties.organization(draft, value);
            case "PL" -> Parties.location(draft, value);
            default -> Parties.practitioner(draft, value);
        };
    }

    private static String text(Draft draft, Value value) {
        return draft.text(value);
    }

    private static String code(Draft draft, Value value, R4Types.Element leaf, CodeTable table) {
        String written = Draft.peek(value);
        String code = table.isEmpty() ? written : table.row(written).code();
        boolean allowed = leaf.codes().isEmpty() ? isWord(code) : leaf.codes().contains(code);
        if (code.isEmpty() || !(allowed || leaf.type().equals("string"))) {
            draft.remark(ProblemCode.CODE_UNKNOWN, value);
            return "";
        }
        draft.took(value.leaf());
        return code;
    }

    /** HL7 table 0136, and the words of those who do not keep to it. */
    private static Object truth(Draft draft, Value value) {
        String written = Draft.peek(value).toUpperCase(Locale.ROOT);
        boolean yes = YES.contains(written);
        if (!yes && !NO.contains(written)) {
            draft.remark(ProblemCode.CODE_UNKNOWN, value);
            return "";
        }
        draft.took(value.leaf());
        return yes;
    }

    private static Object whole(Draft draft, Value value, String type) {
        String digits = Numbers.decimal(Draft.peek(value));
        boolean negative = digits.startsWith("-");
        boolean fits =
                !digits.isEmpty()
                        && digits.length() <= (negative ? 10 : 9)
                        && digits.indexOf('.') < 0
                        && (type.equals("integer") || !negative)
                        && !(type.equals("positiveInt") && digits.equals("0"));
        return number(draft, value, fits ? digits : "");
    }

    private static Object decimal(Draft draft, Value value) {
        return number(draft, value, Numbers.decimal(Draft.peek(value)));
    }

    private static Object number(Draft draft, Value value, String digits) {
        if (digits.isEmpty()) {
            draft.remark(ProblemCode.NUMBER_INVALID, value);
            return "";
        }
        draft.took(value.leaf());
        return Node.numeral(digits);
    }

    /** CQ: a quantity, then its unit (HL7 v2 chapter 2A). */
    private static Node quantity(Draft draft, Value value) {
        String digits = Numbers.decimal(Draft.peek(value.component(1)));
        if (digits.isEmpty()) {
            draft.remark(ProblemCode.NUMBER_INVALID, value);
            return new Node();
        }
        draft.took(value.component(1));
        return new Node().number("value", digits).put("unit", draft.text(value.component(2)));
    }

    private static String word(Draft draft, Value value) {
        if (!isWord(Draft.peek(value))) {
            draft.remark(ProblemCode.CODE_UNKNOWN, value);
            return "";
        }
        return draft.text(value);
    }

    /** FHIR's codes and URIs hold no blank. */
    private static boolean isWord(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || c == 0x7F);
    }
}
