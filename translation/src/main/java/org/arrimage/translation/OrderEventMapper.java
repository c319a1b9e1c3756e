// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;

/**
 * ORC to Provenance: what was done to an order, when and by whom (guide: ORC[Provenance]; HL7 v2
 * chapter 4): ORC-1 activity, ORC-9 when, ORC-10 and ORC-17 enterer, ORC-11 verifier, ORC-12
 * author, ORC-18 device, ORC-19 performer.
 *
 * <p>Ours: the control code itself stands beside the operation it comes to; a result's ORC gives
 * one only when it names who entered, verified or acted; without ORC-9 as an instant MSH-7 is when
 * it was recorded, and without anybody the sender is the agent.
 */
final class OrderEventMapper {
    private static final String PARTICIPANT =
            "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

    private OrderEventMapper() {}

    static void map(Draft draft, Segment orc, String request, boolean always) {
        map(draft, orc, List.of(), request, always);
    }

    /** With those who took part in it by a PRT of their own. */
    static void map(
            Draft draft, Segment orc, List<Segment> others, String request, boolean always) {
        boolean named = !others.isEmpty();
        for (int field : new int[] {10, 11, 17, 18, 19}) {
            named |= orc.field(field).isPresent();
        }
        if (!named && !always) {
            return;
        }
        Segment msh = draft.message().msh();
        String event = Times.instant(draft, orc.field(9));
        String recorded = event.isEmpty() ? Times.instant(draft, msh.field(7)) : event;
        Node provenance = Node.resource("Provenance");
        provenance.add("target", Parties.reference(request));
        provenance.put("occurredDateTime", Times.dateTime(draft, orc.field(9)));
        provenance.put("recorded", recorded);
        provenance.put("activity", activity(draft, orc.field(1)));
        agents(draft, orc, provenance);
        for (Segment prt : others) {
            Node part = Participations.performer(draft, prt, true);
            provenance.add(
                    "agent",
                    new Node().put("type", part.node("function")).put("who", part.node("actor")));
        }
        if (!provenance.has("agent")) {
            Node sender = Parties.facility(draft, msh.field(4));
            provenance.add("agent", sender.isEmpty() ? sender : new Node().put("who", sender));
        }
        if (provenance.has("agent") && !recorded.isEmpty()) {
            draft.bundle().put(provenance, Key.derived("Provenance", request, draft.messageName()));
        }
    }

    private static Node activity(Draft draft, Value control) {
        Node activity = new Node();
        String code = Draft.peek(control);
        CodeTable.Row operation = Table.ORDER_OPERATION.row(draft, code);
        if (!operation.isEmpty()) {
            activity.add("coding", Codes.literal(operation.system(), operation.code()));
        }
        CodeTable.Row event = Table.ORDER_EVENT.row(draft, code);
        if (!event.isEmpty()) {
            activity.add("coding", Codes.literal(event.system(), event.code()));
            draft.took(control.leaf());
        }
        return activity;
    }

    private static void agents(Draft draft, Segment orc, Node provenance) {
        Node establishment = establishment(draft, orc.field(17));
        boolean first = true;
        for (Value repetition : orc.repetitions(10)) {
            Node agent = agent(draft, repetition, "enterer");
            if (first && !agent.isEmpty()) {
                agent.put("onBehalfOf", establishment);
                first = false;
            }
            provenance.add("agent", agent);
        }
        if (first && !establishment.isEmpty()) {
            provenance.add("agent", typed("enterer").put("who", establishment));
        }
        every(draft, orc, 11, "verifier", provenance);
        every(draft, orc, 12, "author", provenance);
        every(draft, orc, 19, "performer", provenance);
        Node device = device(draft, orc.field(18));
        if (!device.isEmpty()) {
            provenance.add("agent", typed("enterer").put("who", device));
        }
    }

    private static void every(Draft draft, Segment orc, int field, String type, Node provenance) {
        for (Value repetition : orc.repetitions(field)) {
            provenance.add("agent", agent(draft, repetition, type));
        }
    }

    private static Node agent(Draft draft, Value xcn, String type) {
        Node who = Roles.practitioner(draft, xcn);
        return who.isEmpty() ? who : typed(type).put("who", who);
    }

    private static Node typed(String type) {
        return new Node().put("type", Codes.literalConcept(PARTICIPANT, type));
    }

    /** A CWE that names an organization (guide: CWE[Organization]). */
    private static Node establishment(Draft draft, Value cwe) {
        return coded(draft, cwe, "Organization", "name");
    }

    /** A CWE that names a device (guide: CWE[Device]). */
    private static Node device(Draft draft, Value cwe) {
        return coded(draft, cwe, "Device", "");
    }

    private static Node coded(Draft draft, Value cwe, String resource, String member) {
        String code = draft.text(cwe.component(1));
        String name = draft.text(cwe.component(2));
        if (code.isEmpty() && name.isEmpty()) {
            return new Node();
        }
        Node party = Node.resource(resource);
        String system = Systems.sender(draft);
        if (!code.isEmpty()) {
            party.add("identifier", new Identifier(system, code, "").node());
        }
        if (member.isEmpty()) {
            party.add(
                    "deviceName",
                    name.isEmpty()
                            ? new Node()
                            : new Node().put("name", name).put("type", "user-friendly-name"));
        } else {
            party.put(member, name);
        }
        Key key =
                code.isEmpty()
                        ? Key.derived(resource, draft.facility(), name)
                        : Key.of(resource, system, code);
        return Parties.reference(draft.bundle().mention(party, key));
    }
}
