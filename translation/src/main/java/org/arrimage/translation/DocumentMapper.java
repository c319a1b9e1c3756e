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
import java.util.regex.Pattern;

/**
 * OBX with an encapsulated document (ED) to DocumentReference (guide: ED[DocumentReference],
 * ED[Attachment]; HL7 v2 chapter 2A). R4 has no attachment as an observation's value; the guide
 * borrows the one of R5 by an extension, which few receivers read.
 */
final class DocumentMapper {
    private static final Pattern MEDIA = Pattern.compile("[\\w.+-]+/[\\w.+-]+(;[^;]+)*");

    private static final Pattern SUBTYPE = Pattern.compile("[a-z0-9.+-]{1,40}");

    private DocumentMapper() {}

    /** Whether the value of an OBX is a document or points at one. */
    static boolean isDocument(Segment obx) {
        String type = Draft.peek(obx.field(2));
        return type.equals("ED") || type.equals("RP");
    }

    /**
     * A Reference to the document that an observation is made of; empty when it cannot be read.
     *
     * @param observation the key of that observation
     */
    static Node map(
            Draft draft,
            Segment obx,
            List<Value> values,
            ObservationMapper.Context context,
            Key observation) {
        Node document = Node.resource("DocumentReference");
        String written = Draft.peek(obx.field(11));
        boolean withdrawn = written.equals("D") || written.equals("W");
        document.put("status", withdrawn ? "entered-in-error" : "current");
        document.put("docStatus", Table.DOCUMENT_STATUS.target(draft, written));
        document.put("type", Codes.concept(draft, obx.field(3)));
        document.put("subject", context.patient().link());
        document.put("date", Times.instant(draft, obx.field(14)));
        Roles.addPractitioners(draft, obx, 16, document, "author");
        draft.text(obx, 2);
        for (Value value : values) {
            document.add("content", new Node().put("attachment", content(draft, obx, value)));
        }
        if (!document.has("content")) {
            return new Node();
        }
        Node within = new Node();
        within.add("encounter", new Node().put("reference", context.encounter()));
        if (context.owner().startsWith("urn:uuid:")) {
            within.add("related", Parties.reference(context.owner()));
        }
        document.put("context", within);
        Key key = Key.derived("DocumentReference", observation.uuid());
        return Parties.reference(draft.bundle().putWithin(document, key));
    }

    /** An ED or an RP as an attachment; empty when its content cannot be read. */
    static Node content(Draft draft, Segment obx, Value value) {
        return Draft.peek(obx.field(2)).equals("RP")
                ? pointer(draft, value)
                : attachment(draft, value);
    }

    /** RP: a pointer, who holds what it points at, its type (guide: RP[Attachment]). */
    private static Node pointer(Draft draft, Value rp) {
        String where = draft.text(rp.component(1));
        String type = mediaType(draft, rp.component(3), rp.component(4));
        if (!type.isEmpty()) {
            draft.took(rp.component(3));
            draft.took(rp.component(4));
        }
        boolean url = where.indexOf(':') > 1 && where.chars().noneMatch(Character::isWhitespace);
        return where.isEmpty()
                ? new Node()
                : new Node().put("contentType", type).put(url ? "url" : "title", where);
    }

    /** ED: source application, type of data, subtype, encoding, data. */
    private static Node attachment(Draft draft, Value ed) {
        String data = base64(draft, ed);
        if (data.isEmpty()) {
            draft.remark(ProblemCode.CONTENT_UNREADABLE, ed);
            return new Node();
        }
        draft.took(ed);
        return new Node()
                .put("contentType", mediaType(draft, ed.component(2), ed.component(3)))
                .put("data", data);
    }

    static String mediaType(Draft draft, Value first, Value second) {
        String type = Draft.peek(first);
        String subtype = Draft.peek(second).toLowerCase(Locale.ROOT);
        if (type.contains("/")) {
            return MEDIA.matcher(type).matches() ? type.toLowerCase(Locale.ROOT) : "";
        }
        String byName =
                Table.MEDIA_SUBTYPE.target(
                        draft, subtype.isEmpty() ? type.toLowerCase(Locale.ROOT) : subtype);
        if (!byName.isEmpty()) {
            return byName;
        }
        String known = Table.MEDIA_TYPE.target(draft, type.toUpperCase(Locale.ROOT));
        if (known.isEmpty() || !SUBTYPE.matcher(subtype).matches()) {
            return known.equals("text") ? "text/plain" : "";
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
