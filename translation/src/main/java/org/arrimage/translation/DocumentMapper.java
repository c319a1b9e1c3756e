// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * OBX with an encapsulated document (ED) to DocumentReference (guide: ED[DocumentReference],
 * ED[Attachment]; HL7 v2 chapter 2A). R4 has no attachment as an observation's value; the guide
 * borrows the one of R5 by an extension, which few receivers read.
 */
final class DocumentMapper {
    private DocumentMapper() {}

    static String map(
            Draft draft, Segment obx, List<Value> values, ObservationMapper.Context context) {
        Node document = Node.resource("DocumentReference");
        String written = Draft.peek(obx.field(11));
        boolean withdrawn = written.equals("D") || written.equals("W");
        document.put("status", withdrawn ? "entered-in-error" : "current");
        document.put("docStatus", Table.DOCUMENT_STATUS.target(draft, written));
        draft.took(obx.field(11));
        document.put("type", Codes.concept(draft, obx.field(3)));
        document.put("subject", context.patient().link());
        String when = Times.instant(draft, obx.field(14));
        document.put("date", when);
        Parties.addPractitioners(draft, obx, 16, document, "author");
        for (Value value : values) {
            document.add("content", new Node().put("attachment", attachment(draft, value)));
        }
        if (!document.has("content")) {
            return "";
        }
        Node within = new Node();
        within.add("encounter", new Node().put("reference", context.encounter()));
        if (!context.owner().isEmpty() && context.owner().startsWith("urn:uuid:")) {
            within.add("related", Parties.reference(context.owner()));
        }
        document.put("context", within);
        draft.took(obx.field(4));
        Key key =
                Key.derived(
                        "DocumentReference",
                        context.owner(),
                        obx.field(3).written(),
                        obx.field(4).written());
        return draft.bundle().put(document, key);
    }

    /** ED: source application, type of data, subtype, encoding, data. */
    private static Node attachment(Draft draft, Value ed) {
        String data = base64(draft, ed);
        if (data.isEmpty()) {
            draft.remark(ProblemCode.CONTENT_UNREADABLE, ed);
            return new Node();
        }
        draft.took(ed);
        return new Node().put("contentType", mediaType(draft, ed)).put("data", data);
    }

    private static String mediaType(Draft draft, Value ed) {
        String type = Draft.peek(ed.component(2));
        String subtype = Draft.peek(ed.component(3)).toLowerCase(Locale.ROOT);
        if (type.contains("/")) {
            return type.toLowerCase(Locale.ROOT);
        }
        String known = Table.MEDIA_TYPE.target(draft, type.toUpperCase(Locale.ROOT));
        if (known.isEmpty() && type.equalsIgnoreCase("PDF")) {
            return "application/pdf";
        }
        if (known.isEmpty() || subtype.isEmpty()) {
            return subtype.equals("pdf")
                    ? "application/pdf"
                    : known.equals("text") ? "text/plain" : "";
        }
        return known + '/' + subtype;
    }

    /** The data in base64, whatever the encoding it came in; empty when it cannot be decoded. */
    private static String base64(Draft draft, Value ed) {
        String data = Draft.peek(ed.component(5));
        String encoding = Draft.peek(ed.component(4));
        try {
            return switch (encoding.toUpperCase(Locale.ROOT)) {
                case "BASE64" -> checked(data);
                case "HEX" -> Base64.getEncoder().encodeToString(HexFormat.of().parseHex(data));
                case "A", "" ->
                        Base64.getEncoder()
                                .encodeToString(
                                        draft.written(ed.component(5))
                                                .getBytes(StandardCharsets.UTF_8));
                default -> "";
            };
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }

    /** Line ends inside base64 are allowed by MIME and not by FHIR. */
    private static String checked(String data) {
        byte[] decoded = Base64.getMimeDecoder().decode(data);
        return Base64.getEncoder().encodeToString(decoded);
    }
}
