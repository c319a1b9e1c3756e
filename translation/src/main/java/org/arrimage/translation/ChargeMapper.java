// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * FT1 to ChargeItem (no map in the guide; HL7 v2 chapter 6, R4 ChargeItem): FT1-2 identifier; FT1-4
 * occurrence; FT1-5 entered; FT1-6 status; FT1-7, FT1-25 code, FT1-8 its words; FT1-10 quantity;
 * FT1-11 price; FT1-13 cost centre; FT1-19 reason; FT1-20, FT1-21 performers; FT1-23 order; FT1-24
 * enterer; FT1-29 product; FT1-32, FT1-33 organizations.
 *
 * <p>Only charges (FT1-6 CG, or none told) become one: R4 has no resource for a credit, a payment
 * or an adjustment that a message of HL7 v2 could fill, and a charge with another sign would be
 * false.
 */
final class ChargeMapper {
    private static final String PART = "http://terminology.hl7.org/CodeSystem/v2-0443";

    private ChargeMapper() {}

    /** Where a charge belongs. */
    record Context(PatientMapper.Mapped patient, String encounter, String account) {}

    /** Maps one; an empty node when it is no charge. */
    static Node map(Draft draft, Segment ft1, Context context) {
        Value type = ft1.field(6);
        String status = Codes.ifMapped(draft, type, Table.CHARGE_STATUS);
        if (status.isEmpty() && type.isPresent()) {
            draft.remark(ProblemCode.MAPPING_ABSENT, type);
            return new Node();
        }
        Node charge = Node.resource("ChargeItem");
        Identifier identifier = Identifier.cx(draft, ft1.field(2));
        if (!identifier.isEmpty()) {
            charge.add("identifier", identifier.node());
        }
        charge.put("status", status.isEmpty() ? "unknown" : status);
        charge.put("code", code(draft, ft1));
        charge.put("subject", context.patient().link());
        charge.put("context", new Node().put("reference", context.encounter()));
        Value when = ft1.field(4);
        Times.put(draft, when.component(1), when.component(2), "occurrence", charge);
        performers(draft, ft1, 20, new Node(), charge);
        performers(draft, ft1, 21, Codes.literalConcept(PART, "OP"), charge);
        charge.put("performingOrganization", Parties.organization(draft, ft1.field(32)));
        charge.put("requestingOrganization", Parties.organization(draft, ft1.field(33)));
        charge.put("costCenter", CodedOrganization.of(draft, ft1.field(13)));
        money(draft, ft1, charge);
        charge.put("enterer", Parties.practitioner(draft, ft1.field(24)));
        charge.put("enteredDate", Times.dateTime(draft, ft1.field(5)));
        for (Value diagnosis : ft1.repetitions(19)) {
            charge.add("reason", Codes.concept(draft, diagnosis));
        }
        charge.put("productCodeableConcept", Codes.concept(draft, ft1.field(29)));
        if (!context.account().isEmpty()) {
            charge.add("account", Parties.reference(context.account()));
        }
        Identifier order = Identifier.ei(draft, ft1.field(23));
        if (!order.isEmpty()) {
            charge.add(
                    "supportingInformation",
                    new Node().put("type", "ServiceRequest").put("identifier", order.node()));
        }
        draft.bundle().put(charge, key(draft, ft1, identifier, context));
        return charge;
    }

    /** What is charged: the institution's code, the procedure's beside it, and words. */
    private static Node code(Draft draft, Segment ft1) {
        Node code = Codes.concept(draft, ft1.field(7));
        Value procedure = ft1.field(25);
        boolean same =
                Draft.peek(procedure.component(1)).equals(Draft.peek(ft1.field(7).component(1)));
        Node other = Codes.coding(draft, procedure, Table.NONE);
        if (!same) {
            code.add("coding", other);
        }
        String words = draft.text(ft1, 8);
        String more = draft.text(ft1, 9);
        if (!code.has("text")) {
            code.put("text", words.isEmpty() ? more : words);
        }
        if (code.isEmpty()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, ft1.field(7));
        }
        return Extensions.orUnknown(code);
    }

    private static void performers(
            Draft draft, Segment ft1, int field, Node function, Node charge) {
        for (Value person : ft1.repetitions(field)) {
            Parties.addPerformer(draft, person, function, charge);
        }
    }

    private static void money(Draft draft, Segment ft1, Node charge) {
        String quantity = Numbers.decimal(Draft.peek(ft1.field(10)));
        if (!quantity.isEmpty()) {
            draft.took(ft1.field(10).leaf());
            charge.put("quantity", new Node().number("value", quantity));
        }
        charge.put("priceOverride", Quantities.money(draft, ft1.field(11)));
    }

    private static Key key(Draft draft, Segment ft1, Identifier identifier, Context context) {
        Key key =
                identifier.isEmpty()
                        ? Key.derived(
                                "ChargeItem",
                                context.patient().reference(),
                                context.encounter(),
                                ft1.field(4).written(),
                                ft1.field(7).written(),
                                ft1.field(5).written())
                        : identifier.key("ChargeItem");
        return draft.bundle().has(key)
                ? Key.derived("ChargeItem", key.uuid(), Integer.toString(ft1.occurrence()))
                : key;
    }
}
