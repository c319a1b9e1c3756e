// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.List;

/**
 * Addresses and telephone numbers (HL7 v2 chapter 2A, XAD and XTN; guide: XAD[Address],
 * XTN[ContactPoint] read backwards).
 */
final class Contacts {
    private Contacts() {}

    /** An Address as XAD. */
    static Parts xad(Writing writing, Element address) {
        var xad = new Parts();
        List<Element> lines = address.list("line");
        xad.put(1, address.first("line").take());
        var rest = new StringBuilder();
        for (int i = 1; i < lines.size(); i++) {
            rest.append(rest.isEmpty() ? "" : ", ").append(lines.get(i).take());
        }
        xad.put(2, rest.toString());
        xad.put(3, address.take("city"));
        xad.put(4, address.take("state"));
        xad.put(5, address.take("postalCode"));
        xad.put(6, address.take("country"));
        xad.put(9, address.take("district"));
        if (xad.isEmpty()) {
            xad.put(1, address.take("text"));
        }
        return xad.isEmpty() ? xad : qualified(writing, address, xad);
    }

    private static Parts qualified(Writing writing, Element address, Parts xad) {
        xad.put(7, CodeTable.ADDRESS_USE.take(address.get("use")));
        Element type = address.get("type");
        if (!xad.has(7) && type.peek().equals("postal")) {
            type.take();
            xad.put(7, "M");
        }
        if (writing.version().atLeast(Hl7Version.V2_5)) {
            Element period = address.get("period");
            xad.put(13, Moments.moment(writing, period.get("start")));
            xad.put(14, Moments.moment(writing, period.get("end")));
        }
        return xad;
    }

    /** A ContactPoint as XTN; 2.6 has withdrawn the first component for the twelfth. */
    static Parts xtn(Writing writing, Element telecom) {
        String value = telecom.peek("value");
        if (value.isEmpty()) {
            return Parts.NONE;
        }
        var xtn = details(writing, telecom);
        telecom.take("value");
        Element system = telecom.get("system");
        Element use = telecom.get("use");
        if (system.peek().equals("email") || system.peek().equals("url")) {
            String given = CodeTable.TELECOM_USE.take(use);
            xtn.put(2, given.isEmpty() ? "NET" : given);
            xtn.put(3, "Internet");
            xtn.put(4, value);
            system.take();
            return xtn;
        }
        xtn.put(writing.version().atLeast(Hl7Version.V2_6) ? 12 : 1, value);
        boolean mobile = use.peek().equals("mobile");
        xtn.put(2, CodeTable.TELECOM_USE.take(use));
        String equipment = CodeTable.EQUIPMENT.take(system);
        xtn.put(3, mobile && equipment.equals("PH") ? "CP" : equipment);
        return xtn;
    }

    /** The number in parts; since 2.6 when it is good and which is tried first. */
    private static Parts details(Writing writing, Element telecom) {
        var xtn = new Parts();
        xtn.put(5, telecom.takeExtension("contactpoint-country"));
        xtn.put(6, telecom.takeExtension("contactpoint-area"));
        xtn.put(7, telecom.takeExtension("contactpoint-local"));
        xtn.put(8, telecom.takeExtension("contactpoint-extension"));
        if (writing.version().atLeast(Hl7Version.V2_6)) {
            Element period = telecom.get("period");
            xtn.put(13, Moments.moment(writing, period.get("start")));
            xtn.put(14, Moments.moment(writing, period.get("end")));
            xtn.put(18, telecom.take("rank"));
        }
        return xtn;
    }

    static boolean isWork(Element telecom) {
        return telecom.peek("use").equals("work");
    }
}
