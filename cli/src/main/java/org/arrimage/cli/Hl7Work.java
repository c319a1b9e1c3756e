// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.fhir.FhirProblem;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Remark;
import org.arrimage.translation.Hl7Settings;
import org.arrimage.translation.Hl7Translation;
import org.arrimage.translation.Translator;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;

/**
 * Translates a FHIR bundle to HL7 v2; several messages come one after the other.
 *
 * @param settings version, event, character set
 */
record Hl7Work(Hl7Settings settings) implements FileTranslation {

    @Override
    public String source() {
        return ".json";
    }

    @Override
    public String target() {
        return ".hl7";
    }

    @Override
    public byte[] part(byte[] file) {
        return file;
    }

    @Override
    public Result translatePart(byte[] part) {
        return switch (Translator.toHl7v2(part, settings)) {
            case Hl7Translation.Translated done ->
                    new Result.Done(
                            joined(done),
                            done.loss().lost().size() + done.loss().unlisted(),
                            () -> report(done));
            case Hl7Translation.Refused refused -> refused(refused.problem());
            case Hl7Translation.Unsendable unsendable -> unsendable(unsendable.problem());
        };
    }

    private static byte[] joined(Hl7Translation.Translated done) {
        var out = new ByteArrayOutputStream();
        done.messages().forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static Result refused(FhirProblem problem) {
        return new Result.Refused(
                problem.code().name(),
                problem.text(),
                () -> {
                    ObjectNode refusal = JsonNodeFactory.instance.objectNode();
                    refusal.put("code", problem.code().name());
                    refusal.put("where", problem.path());
                    if (problem.line() > 0) {
                        refusal.put("line", problem.line()).put("column", problem.column());
                    }
                    refusal.putObject("reason")
                            .put("fr", problem.text().fr())
                            .put("en", problem.text().en());
                    return TranslationWork.pretty(refusal);
                });
    }

    private static Result unsendable(Hl7Problem problem) {
        return new Result.Refused(
                problem.code().name(), problem.text(), () -> TranslationWork.refusal(problem));
    }

    private static ObjectNode report(Hl7Translation.Translated done) {
        ObjectNode report = TranslationWork.losses(done.loss());
        var remarks = report.putArray("remarks");
        for (FhirProblem remark : done.remarks()) {
            remarks.addObject().put("code", remark.code().name()).put("where", remark.path());
        }
        for (Remark cut : done.cuts()) {
            remarks.addObject().put("code", cut.code().name()).put("where", cut.where().toString());
        }
        return report;
    }
}
