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
    private static final String CONTROL_IDS = "urn:arrimage:message-control-id:";

    private MessageHeaderMapper() {}

    /** Maps the header; what the message is about is added to it later. */
    static Node map(Draft draft) {
        Segment msh = draft.message().msh();
        Node header = Node.resource("MessageHeader");
        ResponseMapper.map(draft, header);
        draft.bundle().put(header, Key.derived("MessageHeader", draft.messageName()));
        event(draft, msh.field(9), header);
        header.add("destination", destination(draft, msh));
        header.put("sender", sender(draft, msh));
        header.put("source", source(draft, msh));
        header.put("responsible", Parties.organization(draft, msh.field(22)));
        header.put("language", PatientMapper.languageTag(draft, msh.field(19)));
        header.put("meta", meta(draft, msh));
        String controlId = draft.text(msh, 10);
        draft.bundle()
                .identify(
                        new Node()
                                .put("system", Systems.name(CONTROL_IDS, draft.facility()))
                                .put("value", controlId));
        for (int field : new int[] {12, 18}) {
            msh.repetitions(field).forEach(draft::took);
        }
        return header;
    }

    /** MSH-11 how to process it; MSH-8, MSH-26, MSH-28 how to guard it. */
    private static Node meta(Draft draft, Segment msh) {
        Node meta = new Node();
        meta.add("security", new Node().put("display", draft.text(msh, 8)));
        meta.add("security", Codes.coding(draft, msh.field(26), Table.CONFIDENTIALITY));
        for (Value repetition : msh.repetitions(27)) {
            meta.add("security", Codes.coding(draft, repetition, Table.NONE));
        }
        Value processing = msh.field(11);
        meta.add("tag", Codes.coding(draft, processing.component(1), Table.PROCESSING_ID));
        return meta.add("tag", Codes.coding(draft, processing.component(2), Table.PROCESSING_MODE));
    }

    /** MSH-4 with the country of MSH-17. */
    private static Node sender(Draft draft, Segment msh) {
        Node sender = Parties.facility(draft, msh.field(4));
        if (!sender.isEmpty() && msh.field(17).isPresent()) {
            Node address = new Node().put("country", draft.text(msh, 17));
            draft.bundle().complete(sender.text("reference"), "address", address);
        }
        return sender;
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
        Node source = new Node().put("name", draft.text(application));
        draft.message()
                .segment("SFT")
                .ifPresent(sft -> {
                    source.put("software", draft.text(sft, 3));
                    source.put("version", draft.text(sft, 2));
                });
        return endpoint(draft, msh.field(24), application, source);
    }

    private static Node destination(Draft draft, Segment msh) {
        Value application = msh.field(5);
        Node destination = new Node().put("name", draft.text(application));
        Node receiver = Parties.organization(draft, msh.field(23));
        Node facility = Parties.facility(draft, msh.field(6));
        destination.put("receiver", receiver.isEmpty() ? facility : receiver);
        if (application.component(2).isPresent()) {
            destination.put("target", Parties.application(draft, application));
        }
        boolean addressed = msh.field(25).isPresent();
        return destination.isEmpty() && !addressed
                ? destination
                : endpoint(draft, msh.field(25), application, destination);
    }

    /**
     * Adds the network address when given, else the application's OID; that FHIR's required
     * endpoint is unknown otherwise, as the guide has it.
     */
    private static Node endpoint(Draft draft, Value network, Value application, Node owner) {
        Value given =
                network.isPresent() && network.component(2).isPresent() ? network : application;
        String universal = Draft.peek(given.component(2));
        String type = Draft.peek(given.component(3));
        String name = Draft.peek(network);
        String address = "";
        if (!universal.isEmpty()) {
            draft.took(given.component(2));
            draft.took(given.component(3));
            address = address(draft, universal, type);
        } else if (name.contains(":")) {
            draft.took(network);
            address = Systems.name("", name);
        }
        if (!name.isEmpty() && !owner.has("name")) {
            owner.put("name", draft.text(network));
        }
        return address.isEmpty()
                ? owner.put("_endpoint", Extensions.unknown())
                : owner.put("endpoint", address);
    }

    private static String address(Draft draft, String universal, String type) {
        return switch (type) {
            case "DNS" -> Systems.name("urn:dns:", universal);
            case "URI" -> Systems.name("", universal);
            default -> Systems.authority(draft, "", universal, type);
        };
    }
}
