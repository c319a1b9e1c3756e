// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

/**
 * MessageHeader and Bundle to MSH (guide: MSH[MessageHeader], MSH[Bundle] read backwards): source
 * to MSH-3 and -24, sender to MSH-4, destination to MSH-5, -6 and -25, Bundle.timestamp to MSH-7,
 * Bundle.identifier to MSH-10, responsible to MSH-22.
 *
 * <p>Ours: without Bundle.identifier, MSH-10 is the id of the MessageHeader or the Bundle when it
 * is short enough, and else a digest of the bundle, so that the same bundle gives the same number.
 */
final class HeaderWriter {
    private static final String APPLICATION = "urn:arrimage:application:";
    private static final String ADDRESS = "urn:arrimage:address:";

    /** MSH-10 is 20 characters long up to 2.6. */
    private static final int MSH_10 = 20;

    private HeaderWriter() {}

    static void write(Writing writing, MessageDraft message, EventChoice.Event event, int number) {
        Element header = writing.first("MessageHeader");
        SegmentDraft msh = message.start("MSH", header);
        msh.written(1, "|");
        msh.written(2, "^~\\&");
        Element source = header.get("source");
        Element destination = header.first("destination");
        msh.put(3, () -> application(source, msh.allows(24)));
        msh.put(4, () -> Organizations.hd(writing, header.get("sender")));
        msh.put(5, () -> application(destination, msh.allows(25)));
        msh.put(6, () -> Organizations.hd(writing, destination.get("receiver")));
        Element timestamp = writing.bundle().get("timestamp");
        msh.put(7, () -> Moments.moment(writing, timestamp));
        if (!msh.has(7)) {
            msh.constant(7, Moments.of(writing.settings().at(), writing.settings()));
        }
        msh.put(9, () -> type(event, writing.version()));
        header.get("eventCoding").takeAll();
        msh.constant(10, controlId(writing, number));
        msh.constant(11, processing(writing));
        msh.constant(12, writing.version().number());
        msh.put(22, () -> Organizations.xon(writing, header.get("responsible")));
        msh.put(24, () -> Parts.of(address(source)));
        msh.put(25, () -> Parts.of(address(destination)));
    }

    /** The event alone in 2.1 manner is never written: every version here has type and event. */
    private static Parts type(EventChoice.Event event, Hl7Version version) {
        Parts type = Parts.of(event.code()).put(2, event.trigger());
        return version.atLeast(Hl7Version.V2_3_1) ? type.put(3, event.structure(version)) : type;
    }

    /** Name and OID of an application; its address only where there is no field for that. */
    private static Parts application(Element end, boolean addressElsewhere) {
        Parts hd = Parts.of(end.take("name"));
        String endpoint = end.peek("endpoint");
        if (endpoint.startsWith("urn:oid:")) {
            end.take("endpoint");
            return hd.put(2, endpoint.substring(8)).put(3, "ISO");
        }
        if (endpoint.startsWith(APPLICATION)) {
            end.take("endpoint");
            return hd;
        }
        if (!endpoint.isEmpty() && !addressElsewhere) {
            end.take("endpoint");
            return endpoint.startsWith(ADDRESS)
                    ? hd.put(2, Authorities.word(endpoint.substring(ADDRESS.length()))).put(3, "L")
                    : hd.put(2, endpoint).put(3, "URI");
        }
        return hd;
    }

    private static String address(Element end) {
        Element endpoint = end.get("endpoint");
        String address = endpoint.peek();
        if (endpoint.isTaken() || address.isEmpty()) {
            return "";
        }
        endpoint.take();
        return address.startsWith(ADDRESS)
                ? Authorities.word(address.substring(ADDRESS.length()))
                : address;
    }

    private static String controlId(Writing writing, int number) {
        Element identifier = writing.bundle().get("identifier");
        String given = identifier.peek("value");
        String suffix = number == 0 ? "" : "-" + number;
        if (!given.isEmpty() && given.length() + suffix.length() <= MSH_10) {
            identifier.take("value");
            return given + suffix;
        }
        for (Element named : new Element[] {writing.first("MessageHeader"), writing.bundle()}) {
            String id = named.peek("id");
            if (!id.isEmpty() && id.length() + suffix.length() <= MSH_10) {
                return id + suffix;
            }
        }
        return writing.digest() + suffix;
    }

    /** MSH-11 travels as a tag of table 0103 in the bundle's or the header's meta. */
    private static String processing(Writing writing) {
        Element header = writing.first("MessageHeader");
        for (Element owner : new Element[] {header, writing.bundle()}) {
            for (Element tag : owner.get("meta").list("tag")) {
                if (CodeSystems.table(tag.peek("system")).equals("0103")) {
                    tag.takeAll();
                    return tag.peek("code");
                }
            }
        }
        return writing.settings().processing();
    }

    /** EVN (guide: EVN[Provenance] read backwards). */
    static void event(Writing writing, MessageDraft message, EventChoice.Event event) {
        Element provenance = provenance(writing, event);
        SegmentDraft evn = message.start("EVN", provenance);
        evn.constant(1, event.trigger());
        evn.put(2, () -> Moments.moment(writing, provenance.get("recorded")));
        if (!evn.has(2)) {
            Element timestamp = writing.bundle().get("timestamp");
            evn.put(2, () -> Moments.moment(writing, timestamp));
        }
        if (!evn.has(2)) {
            evn.constant(2, Moments.of(writing.settings().at(), writing.settings()));
        }
        evn.put(
                4,
                () ->
                        Concepts.parts(
                                writing,
                                provenance.first("reason"),
                                evn.type(4),
                                CodeTable.EVENT_REASON));
        for (Element agent : provenance.list("agent")) {
            agent(writing, evn, agent);
        }
        evn.put(6, () -> Moments.moment(writing, provenance.get("occurredDateTime")));
        evn.put(7, () -> Parts.of(writing.follow(provenance.get("location")).take("name")));
        takeActivity(writing, provenance, event);
    }

    private static void agent(Writing writing, SegmentDraft evn, Element agent) {
        Element who = agent.get("who");
        Element sender = writing.first("MessageHeader").get("sender");
        if (!People.isOrganization(writing, who)) {
            evn.add(5, () -> People.xcn(writing, who, evn.type(5)));
            agent.get("type").takeAll();
        } else if (writing.follow(who) == writing.follow(sender)) {
            // Without operator the sender speaks for itself, as MSH-4 says.
            agent.takeAll();
        }
    }

    /** The Provenance of the event itself; others tell where segments and software come from. */
    private static Element provenance(Writing writing, EventChoice.Event event) {
        for (Element provenance : writing.all("Provenance")) {
            for (Element coding : provenance.get("activity").list("coding")) {
                if (names(coding, event)) {
                    return provenance;
                }
            }
        }
        return writing.first("Provenance");
    }

    private static boolean names(Element coding, EventChoice.Event event) {
        String code = coding.peek("code");
        return code.equals(event.trigger()) || code.endsWith('^' + event.trigger());
    }

    private static void takeActivity(Writing writing, Element provenance, EventChoice.Event event) {
        Element activity = provenance.get("activity");
        for (Element coding : activity.list("coding")) {
            if (names(coding, event)) {
                coding.takeAll();
            }
        }
        for (Element target : provenance.list("target")) {
            if (!writing.follow(target).isPresent()) {
                writing.remark(ProblemCode.REFERENCE_UNRESOLVED, target);
            }
        }
    }
}
