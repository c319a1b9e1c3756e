// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.Remark;
import org.arrimage.translation.LossReport;
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
 * @param settings the organisation's tables and mapping
 */
record TranslationWork(Charset charset, TranslationSettings settings) implements FileTranslation {

    TranslationWork(Charset charset) {
        this(charset, TranslationSettings.defaults());
    }

    @Override
    public String source() {
        return ".hl7";
    }

    @Override
    public String target() {
        return ".json";
    }

    /** The first message of a file, its line ends as the standard wants; empty when none. */
    @Override
    public byte[] part(byte[] file) {
        List<byte[]> messages = Messages.in(file);
        return messages.isEmpty() ? new byte[0] : messages.getFirst();
    }

    @Override
    public Result translatePart(byte[] part) {
        return switch (translateMessage(part)) {
            case Translation.Translated done ->
                    new Result.Done(
                            done.json(),
                            done.loss().lost().size() + done.loss().unlisted(),
                            () -> report(done));
            case Translation.Refused refused ->
                    new Result.Refused(
                            refused.problem().code().name(),
                            refused.problem().text(),
                            () -> refusal(refused.problem()));
        };
    }

    private Translation translateMessage(byte[] message) {
        try {
            return Translator.toFhir(Hl7Message.read(message, charset), settings);
        } catch (Hl7Problem problem) {
            return new Translation.Refused(problem);
        }
    }

    /** For a person to read. */
    static byte[] pretty(ObjectNode node) {
        return Json.PRETTY.writeValueAsBytes(node);
    }

    /** The losses of one file of a folder, on one line. */
    static byte[] entry(String file, ObjectNode report) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("file", file);
        entry.setAll(report);
        return Json.PLAIN.writeValueAsBytes(entry);
    }

    /** The loss report: places only, never what stood there; remarks come after. */
    static ObjectNode losses(LossReport loss) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("populated", loss.populated());
        var lost = report.putArray("lost");
        loss.lost().forEach(lost::add);
        report.put("unlisted", loss.unlisted());
        return report;
    }

    private static ObjectNode report(Translation.Translated translated) {
        ObjectNode report = losses(translated.loss());
        var remarks = report.putArray("remarks");
        for (Remark remark : translated.remarks()) {
            remarks.addObject()
                    .put("code", remark.code().name())
                    .put("where", remark.where().toString());
        }
        return report;
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
        static final JsonMapper PLAIN = new JsonMapper();
        static final JsonMapper PRETTY =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }
}
