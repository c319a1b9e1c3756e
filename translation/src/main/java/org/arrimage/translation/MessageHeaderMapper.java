// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * MSH to MessageHeader (guide: MSH[MessageHeader]; HL7 v2 chapter 2): MSH-3, MSH-24 source, MSH-4
 * sender, MSH-5, MSH-25 destination, MSH-6 receiver, MSH-9 event, MSH-22 responsible. MSH-10 is its
 * FHIR key, MSH-7 the bundle's time stamp; MSH-12 and MSH-18 say how to read the message and have
 * been obeyed.
 */
final class MessageHeaderMapper {
    private MessageHeaderMapper() {}

    /** Maps the header; what the message is about is added to it later. */
    static Node map(Draft draft) {
        Segment msh = draft.message().msh();
        Node header = Node.resource("MessageHeader");
        ResponseMapper.map(draft, header);
        draft.bundle().put(header, Key.derived("MessageHeader", draft.messageName()));
        event(draft, msh.field(9), header);
        header.add("destination", destination(draft, msh));
        header.put("sender", Parties.facility(draft, msh.field(4)));
        header.put("source", source(draft, msh));
        header.put("responsible", Parties.organization(draft, msh.field(22)));
        for (int field : new int[] {10, 11, 12, 18}) {
            msh.repetitions(field).forEach(draft::took);
        }
        return header;
    }

    /** FHIR wants an event: before 2.3 an answer had none, and its type names it. */
    private static void event(Draft draft, Value type, Node header) {
        draft.took(type);
        String event = Draft.peek(type.component(2));
        if (event.isEmpty()) {
            header.put("eventUri", Systems.name("urn:arrimage:message:", Draft.peek(type)));
        } else {
            header.put(
                    "eventCoding", eventCoding(draft, event).put("display", draft.written(type)));
        }
    }

    /** The event, of HL7's table when that lists it. */
    static Node eventCoding(Draft draft, String event) {
        CodeTable.Row row = Table.EVENT_TYPE.row(draft, event);
        return row.isEmpty()
                ? Codes.literal(Systems.local(draft, "0003"), event)
                : Codes.literal(row.system(), row.code());
    }

    private static Node source(Draft draft, Segment msh) {
        Value application = msh.field(3);
        String name = draft.text(application);
        String endpoint = endpoint(draft, msh.field(24), application);
        return new Node()
                .put("name", name)
                .put(
                        "endpoint",
                        endpoint.isEmpty() ? "urn:arrimage:application:unknown" : endpoint);
    }

    private static Node destination(Draft draft, Segment msh) {
        Value application = msh.field(5);
        String name = draft.text(application);
        String endpoint = endpoint(draft, msh.field(25), application);
        Node receiver = Parties.facility(draft, msh.field(6));
        if (endpoint.isEmpty() && receiver.isEmpty()) {
            return new Node();
        }
        return new Node()
                .put("name", name)
                .put("endpoint", endpoint.isEmpty() ? "urn:arrimage:application:unknown" : endpoint)
                .put("receiver", receiver);
    }

    /** The network address when given, else the application's OID, else its name as a URN. */
    private static String endpoint(Draft draft, Value network, Value application) {
        String address = Draft.peek(network);
        if (!address.isEmpty()) {
            draft.took(network);
            return Systems.name(address.contains(":") ? "" : "urn:arrimage:address:", address);
        }
        String universal = Draft.peek(application.component(2));
        if (!universal.isEmpty()) {
            draft.took(application);
            return Systems.authority(draft, "", universal, Draft.peek(application.component(3)));
        }
        String name = Draft.peek(application);
        return name.isEmpty() ? "" : Systems.name("urn:arrimage:application:", name);
    }
}
