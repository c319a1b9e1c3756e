// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.arrimage.cli.demo.Ledger.About;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;

/**
 * Messages that do not flow: refused at the door with their place, or accepted and parked where a
 * person sees them.
 */
final class DoorScenes {

    private static final String REGIONAL = "admissions-vers-dossier-regional";

    private final Stage stage;
    private final Ledger ledger;

    DoorScenes(Stage stage, Ledger ledger) {
        this.stage = stage;
        this.ledger = ledger;
    }

    /**
     * What can be known before the acknowledgement gives a located refusal; the bytes are kept, the
     * connection stays usable.
     */
    void refusedAtTheDoor() throws IOException {
        try (MllpSource admissions = stage.source("adt")) {
            byte[] undeclared =
                    new String(Hl7.admission("A01", "BAD0001", Person.ALL.get(1)), UTF_8)
                            .replace("ADT^A01^ADT_A01", "SIU^S12^SIU_S12")
                            .getBytes(UTF_8);
            MllpSource.Answer refused = admissions.send(undeclared);
            MllpSource.Answer after =
                    admissions.send(Hl7.admission("A08", "ADT0013", Person.ALL.get(1)));
            ledger.check(
                    new About(
                            "door-type-refused",
                            "",
                            "",
                            "Un type de message qu’aucune route n’accepte est refusé à la porte,"
                                    + " avec l’endroit fautif.",
                            "A message type that no route takes is refused at the door, with the"
                                    + " faulty place."),
                    !refused.accepted()
                            && refused.control().equals("BAD0001")
                            && refused.place().startsWith("MSH"),
                    refused.brief());
            ledger.check(
                    new About(
                            "door-connection-usable",
                            "",
                            "",
                            "Après un refus, la même connexion sert encore.",
                            "After a refusal the same connection still serves."),
                    after.accepted(),
                    after.brief());
            byte[] twice =
                    ("\u000b"
                                    + new String(
                                            Hl7.admission("A01", "BAD0002", Person.ALL.get(1)),
                                            UTF_8)
                                    + "\u000bMSH|^~\\&|X\r\u001c\r")
                            .getBytes(UTF_8);
            MllpSource.Answer frame = admissions.sendRaw(twice);
            ledger.check(
                    new About(
                            "door-frame-refused",
                            "",
                            "",
                            "Un octet de début au milieu d’une trame donne un seul refus, sans"
                                    + " jamais une trace de programme.",
                            "A start byte inside a frame gives one refusal, and never a program's"
                                    + " trace."),
                    !frame.accepted()
                            && !frame.code().isEmpty()
                            && !new String(frame.body(), UTF_8).contains("Exception"),
                    frame.brief());
            JsonNode kept = stage.get("/api/v1/quarantine");
            ledger.check(
                    new About(
                            "door-bytes-kept",
                            "",
                            "",
                            "Ce qui fut refusé est gardé en quarantaine, avec sa raison dans les"
                                    + " deux langues.",
                            "What was refused is kept in quarantine, with its reason in both"
                                    + " languages."),
                    kept.size() == 2
                            && !kept.get(0).path("reason").path("fr").asString("").isEmpty()
                            && !kept.get(0).path("reason").path("en").asString("").isEmpty(),
                    kept.size() + " · " + kept.path(0).path("code").asString(""));
        }
    }

    /**
     * Accepted, delivered where no translation is needed, parked where it cannot be translated; its
     * owner is told.
     */
    void parked() throws IOException {
        int before = stage.regional.transactions();
        try (MllpSource admissions = stage.source("adt")) {
            byte[] untranslatable =
                    new String(Hl7.admission("A08", "PRK0001", Person.ALL.get(3)), UTF_8)
                            .replaceAll("\rPID[^\r]*", "")
                            .getBytes(UTF_8);
            MllpSource.Answer answer = admissions.send(untranslatable);
            boolean listed = Patience.until(() -> parkedEntry().path("code").isString());
            JsonNode entry = parkedEntry();
            ledger.check(
                    new About(
                            "parked-visible",
                            "UC3",
                            "SNDE-3-UC3",
                            "Un message accepté mais intraduisible est garé, visible, avec sa"
                                    + " raison; rien d’inventé ne part.",
                            "A message accepted but untranslatable is parked, visible, with its"
                                    + " reason; nothing made up is sent."),
                    answer.accepted()
                            && listed
                            && !stage.regional.sawText("PRK0001")
                            && stage.regional.transactions() >= before,
                    entry.path("code").asString("-"));
            String parked = entry.path("id").asString("-");
            boolean told = Patience.until(() -> holderToldOf(parked));
            ledger.check(
                    new About(
                            "parked-owner-told",
                            "UC3",
                            "",
                            "Le responsable du message garé en est avisé, en français et en"
                                    + " anglais.",
                            "The owner of the parked message is told, in French and in English."),
                    told,
                    REGIONAL);
        }
    }

    private JsonNode parkedEntry() throws IOException {
        for (JsonNode entry : stage.get("/api/v1/parked")) {
            if (entry.path("route").asString("").equals(REGIONAL)) {
                return entry;
            }
        }
        return tools.jackson.databind.node.MissingNode.getInstance();
    }

    /** Whether the holder of the hospital's admissions was told of this message. */
    private boolean holderToldOf(String message) throws IOException {
        for (JsonNode notice : stage.get("/api/v1/notices")) {
            JsonNode text = notice.path("text");
            if (notice.path("to").asString("").equals(HOLDER)
                    && text.path("fr").asString("").contains(message)
                    && text.path("en").asString("").contains(message)) {
                return true;
            }
        }
        return false;
    }

    /** The person whom the demonstration's facts name as holder of the hospital's systems. */
    private static final String HOLDER = "p-roy";

    /** Long enough to see that nothing comes. */
    static final Duration SILENCE = Duration.ofMillis(1_500);
}
