// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.Remark;
import org.arrimage.translation.Translation;
import org.arrimage.translation.TranslationSettings;
import org.arrimage.translation.Translator;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.Charset;
import java.util.List;

/**
 * Translates the bytes of a file.
 *
 * @param charset what the bytes are when MSH-18 says nothing
 */
record TranslationWork(Charset charset) {

    /**
     * The first message of a file; a file that holds none gives the problem of an empty message.
     */
    Translation translate(byte[] file) {
        List<byte[]> messages = Messages.in(file);
        byte[] message = messages.isEmpty() ? new byte[0] : messages.getFirst();
        try {
            return Translator.toFhir(
                    Hl7Message.read(message, charset), TranslationSettings.defaults());
        } catch (Hl7Problem problem) {
            return new Translation.Refused(problem);
        }
    }

    /** The loss report: places only, never what stood there. */
    static byte[] report(Translation.Translated translated) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("populated", translated.loss().populated());
        var lost = report.putArray("lost");
        translated.loss().lost().forEach(lost::add);
        report.put("unlisted", translated.loss().unlisted());
        var remarks = report.putArray("remarks");
        for (Remark remark : translated.remarks()) {
            remarks.addObject()
                    .put("code", remark.code().name())
                    .put("where", remark.where().toString());
        }
        return Json.PRETTY.writeValueAsBytes(report);
    }

    /** Why a message was refused: code, segment, field, reason in both languages. */
    static byte[] refusal(Hl7Problem problem) {
        Location where = problem.where();
        ObjectNode refusal = JsonNodeFactory.instance.objectNode();
        refusal.put("code", problem.code().name());
        refusal.put("segment", where.segment());
        refusal.put("field", where.field());
        refusal.put("where", where.toString());
        refusal.putObject("reason").put("fr", problem.text().fr()).put("en", problem.text().en());
        return Json.PRETTY.writeValueAsBytes(refusal);
    }

    /** Loaded only when something is reported. */
    private static final class Json {
        static final JsonMapper PRETTY =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }
}
