// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.hl7v2.AcknowledgementMode;
import org.arrimage.hl7v2.Edit;
import org.arrimage.hl7v2.Edits;
import org.arrimage.hl7v2.FieldPath;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.Skeleton;
import org.arrimage.translation.Mapping;
import org.arrimage.translation.Translation;
import org.arrimage.translation.TranslationSettings;
import org.arrimage.translation.Translator;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Step 6 of a message's path: a route compiled. A pure function from the bytes that came in to the
 * bytes that go out; what cannot be said is an answer, not an exception.
 */
public final class RouteProgram {

    private final Set<String> messages;
    private final Charset charset;
    private final Edits edits;
    private final Edits enhanced;
    private final boolean renames;
    private final Optional<TranslationSettings> translation;

    private RouteProgram(
            Set<String> messages,
            Charset charset,
            Edits edits,
            Edits enhanced,
            boolean renames,
            Optional<TranslationSettings> translation) {
        this.messages = messages;
        this.charset = charset;
        this.edits = edits;
        this.enhanced = enhanced;
        this.renames = renames;
        this.translation = translation;
    }

    /**
     * Compiles what a route does for one of its destinations.
     *
     * @param zone zone of times without offset
     * @param mappings the mappings by id
     */
    public static RouteProgram compile(
            RouteDefinition route,
            RouteDefinition.Destination destination,
            ZoneId zone,
            Function<String, Mapping> mappings) {
        List<Edit> edits =
                route.edits().stream()
                        .<Edit>map(edit ->
                                switch (edit) {
                                    case RouteDefinition.FieldEdit.Put(
                                                    String field,
                                                    String value) ->
                                            new Edit.Set(FieldPath.of(field), value);
                                    case RouteDefinition.FieldEdit.Copy(
                                                    String field,
                                                    String from) ->
                                            new Edit.Copy(FieldPath.of(from), FieldPath.of(field));
                                })
                        .toList();
        return new RouteProgram(
                route.messages(),
                route.source().charset(),
                Edits.compile(edits),
                Edits.compile(route.translation().isPresent() ? edits : asking(destination, edits)),
                edits.stream().map(Edit::to).anyMatch(RouteProgram::isControlId),
                route.translation()
                        .map(translate ->
                                TranslationSettings.defaults()
                                        .withZone(zone)
                                        .with(
                                                translate
                                                        .with()
                                                        .map(mappings)
                                                        .orElse(Mapping.NONE))));
    }

    private static boolean isControlId(FieldPath path) {
        return path.segment().equals("MSH") && path.field() == 10;
    }

    /**
     * MSH-15 and MSH-16 are between two neighbours (HL7 v2.5.1 §2.9.3): the sender's are for us,
     * the destination gets ours, unless the route writes them itself. A message in original mode
     * stays as it is.
     */
    private static List<Edit> asking(RouteDefinition.Destination destination, List<Edit> edits) {
        FieldPath accept = FieldPath.of("MSH-15");
        FieldPath application = FieldPath.of("MSH-16");
        if (edits.stream().map(Edit::to).anyMatch(List.of(accept, application)::contains)) {
            return edits;
        }
        boolean stored = destination.answer() == RouteDefinition.Settles.ACCEPT;
        List<Edit> asking = new ArrayList<>(edits);
        asking.add(new Edit.Set(accept, stored ? "AL" : "NE"));
        asking.add(new Edit.Set(application, stored ? "NE" : "AL"));
        return asking;
    }

    /** Whether a message of this type, as {@code ADT^A01}, is for this route. */
    public boolean accepts(String type) {
        return messages.contains(type);
    }

    /** Whether what goes out is in another format than what came in. */
    public boolean translates() {
        return translation.isPresent();
    }

    /** Where the first value is that the message, of which this is the skeleton, has elsewhere. */
    public Location firstLargeValue(byte[] skeleton) {
        try {
            return Skeleton.firstLargeValue(Hl7Message.read(skeleton, charset));
        } catch (Hl7Problem unreadable) {
            return unreadable.where();
        }
    }

    /** Makes what goes out of what came in. */
    public Prepared prepare(byte[] body) {
        try {
            Hl7Message message = Hl7Message.read(body, charset);
            Edits changes = AcknowledgementMode.of(message).isOriginal() ? edits : enhanced;
            byte[] edited = changes.isEmpty() ? body : changes.apply(message);
            boolean sameHeader = changes.isEmpty() || !(renames || translates());
            Hl7Message outgoing = sameHeader ? message : Hl7Message.read(edited, charset);
            String controlId = outgoing.header().controlId();
            if (translation.isEmpty()) {
                return new Prepared.Ready(controlId, edited);
            }
            return switch (Translator.toFhir(outgoing, translation.get())) {
                case Translation.Translated translated ->
                        new Prepared.Ready(controlId, translated.json());
                case Translation.Refused refused -> new Prepared.Untranslatable(refused.problem());
            };
        } catch (Hl7Problem problem) {
            return new Prepared.Untranslatable(problem);
        }
    }
}
