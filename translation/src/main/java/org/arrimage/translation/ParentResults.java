// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Results that another result led to, as a culture's germ leads to its susceptibilities: OBR-26
 * names the parent's OBX-3 and OBX-4, OBR-29 the parent's order (HL7 v2 chapter 7). The parent gets
 * them as members; nothing is kept in a message without OBR-26.
 */
final class ParentResults {
    private final Draft draft;
    private final boolean asked;
    private final Map<String, Node> byPlace = new HashMap<>();

    ParentResults(Draft draft) {
        this.draft = draft;
        boolean found = false;
        for (Segment segment : draft.message().segments()) {
            found |= segment.is("OBR") && segment.field(26).isPresent();
        }
        this.asked = found;
    }

    /** Remembers a result, and adds it to its parent when it has one in the message. */
    void add(OrderGroup order, Segment obx, ObservationMapper.Mapped result) {
        if (!asked || order.obr().isEmpty()) {
            return;
        }
        Segment obr = order.obr().get();
        parent(obr).ifPresent(node -> node.add("hasMember", Parties.reference(result.reference())));
        String code = Draft.peek(obx.field(3).component(1));
        String part = Draft.peek(obx.field(4).component(1));
        for (int field = 2; field <= 3; field++) {
            String number = Draft.peek(obr.field(field).component(1));
            if (!number.isEmpty()) {
                byPlace.putIfAbsent(place(number, code, part), result.node());
            }
        }
        byPlace.putIfAbsent(place("", code, part), result.node());
    }

    private Optional<Node> parent(Segment obr) {
        Value result = obr.field(26);
        if (!result.isPresent()) {
            return Optional.empty();
        }
        String code = Draft.peek(result.component(1).subcomponent(1));
        String part = Draft.peek(result.component(2));
        Value order = obr.field(29);
        Node found = null;
        for (int n = 1; n <= 2 && found == null; n++) {
            String number = Draft.peek(order.component(n).subcomponent(1));
            found = number.isEmpty() ? null : byPlace.get(place(number, code, part));
        }
        if (found == null && !order.isPresent()) {
            found = byPlace.get(place("", code, part));
        }
        if (found != null) {
            draft.took(result.component(1));
            draft.took(result.component(2));
        }
        return Optional.ofNullable(found);
    }

    private static String place(String number, String code, String part) {
        return number + '\n' + code + '\n' + part;
    }
}
