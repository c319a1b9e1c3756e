// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Value;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Amounts and their units (HL7 v2 chapter 2A, CQ, NM with CWE, MO, CP; guide: CQ[Quantity],
 * CWE[Quantity]).
 *
 * <p>Ours: a unit's code is UCUM's only when the sender says so; one without coding system but with
 * a name besides is of the sender's own list, since FHIR wants a system with a code.
 */
final class Quantities {
    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());

    private Quantities() {}

    /** A number in one field and its unit in another; empty when the number is none. */
    static Node of(Draft draft, Value number, Value unit) {
        Node quantity = amount(draft, number);
        return quantity.isEmpty()
                ? quantity
                : unit(draft, quantity, unit.component(1), unit.component(2), unit.component(3));
    }

    /** A composite quantity: the number, then the unit, whose parts are subcomponents. */
    static Node cq(Draft draft, Value cq) {
        Node quantity = amount(draft, cq.component(1));
        Value unit = cq.component(2);
        return quantity.isEmpty()
                ? quantity
                : unit(
                        draft,
                        quantity,
                        unit.subcomponent(1),
                        unit.subcomponent(2),
                        unit.subcomponent(3));
    }

    /** CP or MO: an amount of money and the ISO 4217 code of its currency, when that is one. */
    static Node money(Draft draft, Value cp) {
        Value amount = cp.component(1).subcomponent(1);
        String digits = Numbers.decimal(Draft.peek(amount));
        if (digits.isEmpty()) {
            return new Node();
        }
        draft.took(amount);
        Node money = new Node().number("value", digits);
        Value currency = cp.component(1).subcomponent(2);
        String code = Draft.peek(currency);
        if (isCurrency(code)) {
            draft.took(currency);
            money.put("currency", code);
        }
        return money;
    }

    private static boolean isCurrency(String code) {
        return CURRENCIES.contains(code);
    }

    private static Node amount(Draft draft, Value number) {
        String digits = Numbers.decimal(Draft.peek(number));
        if (digits.isEmpty()) {
            return new Node();
        }
        draft.took(number.leaf());
        return new Node().number("value", digits);
    }

    private static Node unit(Draft draft, Node quantity, Value code, Value name, Value system) {
        String written = draft.text(code);
        String shown = draft.text(name);
        quantity.put("unit", shown.isEmpty() ? written : shown);
        String named = draft.text(system);
        if (written.isEmpty() || (named.isEmpty() && shown.isEmpty())) {
            return quantity;
        }
        return quantity.put(
                        "system",
                        named.isEmpty()
                                ? Systems.local(draft, "units")
                                : Systems.code(draft, named))
                .put("code", written);
    }
}
