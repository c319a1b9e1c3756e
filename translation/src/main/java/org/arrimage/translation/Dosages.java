// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * How a drug is to be taken: dose and instructions of RXO, RXE, RXD or RXG, RXR and TQ1 to Dosage
 * (guide: RXO[MedicationRequest], RXR[MedicationRequest], TQ1[MedicationRequest],
 * TQ[MedicationRequest]; HL7 v2 chapter 4A).
 *
 * <p>Ours: one amount is a dose, where the guide makes it the low end of a range; several timings
 * or routes are as many dosages in sequence; instructions in words are the text, coded ones
 * additional instructions.
 */
final class Dosages {
    private static final String TYPE = "http://terminology.hl7.org/CodeSystem/dose-rate-type";

    private final Draft draft;
    private final DrugGroup drug;
    private final Segment head;
    private final DrugFields fields;

    private Dosages(Draft draft, DrugGroup drug) {
        this.draft = draft;
        this.drug = drug;
        this.head = drug.head();
        this.fields = drug.fields();
    }

    /**
     * Adds the dosages.
     *
     * @param older quantity and timing of versions before 2.5: ORC-7, RXE-1, RXG-3
     */
    static void add(Draft draft, DrugGroup drug, Value older, Node owner) {
        new Dosages(draft, drug).add(older, owner);
    }

    private void add(Value older, Node owner) {
        List<Timings.Read> timings = timings(older);
        Node amounts = amounts();
        var words = new ArrayList<String>();
        var coded = new ArrayList<Node>();
        instructions(words, coded);
        int sequence = 1;
        for (int i = 0; i < Math.max(1, timings.size()); i++) {
            Timings.Read timing = i < timings.size() ? timings.get(i) : Timings.Read.NOTHING;
            Node dosage = new Node();
            if (timings.size() > 1) {
                sequence += i == 0 || goesAlong(i - 1) ? 0 : 1;
                dosage.number("sequence", Integer.toString(sequence));
            }
            var text = new ArrayList<>(words);
            timing.notes().stream().filter(note -> !note.isEmpty()).forEach(text::add);
            dosage.put("text", String.join("\n", text));
            coded.forEach(instruction -> dosage.add("additionalInstruction", instruction));
            if (i < drug.timings().size()) {
                condition(drug.timings().get(i), dosage);
            }
            dosage.put("timing", timing.timing());
            if (!drug.routes().isEmpty()) {
                route(draft, drug.routes().getFirst(), dosage);
            }
            boolean timed = amounts.isEmpty() && !timing.quantity().isEmpty();
            dosage.add(
                    "doseAndRate",
                    timed ? new Node().put("doseQuantity", timing.quantity()) : amounts);
            daily(dosage);
            owner.add("dosageInstruction", dosage);
            if (owner.text("resourceType").equals("MedicationRequest")) {
                owner.put("priority", timing.priority());
            }
        }
    }

    /** TQ1-12: whether what follows this timing is to be done along with it (table 0427, A). */
    private boolean goesAlong(int at) {
        return at < drug.timings().size()
                && Draft.peek(drug.timings().get(at).field(12)).equals("A");
    }

    private List<Timings.Read> timings(Value older) {
        var timings = new ArrayList<Timings.Read>();
        for (Segment tq1 : drug.timings()) {
            timings.add(Timings.ofTq1(draft, tq1));
        }
        if (timings.isEmpty() && older.isPresent()) {
            timings.add(Timings.ofTq(draft, older));
        }
        return timings;
    }

    /** The dose, one amount or two, and the rate. */
    private Node amounts() {
        Node dose = new Node();
        if (fields.least() > 0) {
            Value unit = head.field(fields.unit());
            Node least = Quantities.of(draft, head.field(fields.least()), unit);
            Node most =
                    fields.most() == 0
                            ? new Node()
                            : Quantities.of(draft, head.field(fields.most()), unit);
            if (most.isEmpty()) {
                dose.put("doseQuantity", least);
            } else {
                dose.put("doseRange", new Node().put("low", least).put("high", most));
            }
        }
        if (fields.rate() > 0) {
            dose.put(
                    "rateQuantity",
                    Quantities.of(draft, head.field(fields.rate()), head.field(fields.rate() + 1)));
        }
        return dose.isEmpty() || !head.is("RXO")
                ? dose
                : dose.put("type", Codes.literalConcept(TYPE, "ordered"));
    }

    private void instructions(List<String> words, List<Node> coded) {
        if (fields.instructions() == 0) {
            return;
        }
        for (Value instruction : head.repetitions(fields.instructions())) {
            boolean isCoded = instruction.component(1).isPresent() && instruction.hasParts();
            if (isCoded) {
                coded.add(Codes.concept(draft, instruction));
            } else {
                String text = draft.text(instruction.component(2));
                words.add(text.isEmpty() ? draft.text(instruction.component(1)) : text);
            }
        }
        words.removeIf(String::isEmpty);
    }

    /** TQ1-10: in words, on what condition. */
    private void condition(Segment tq1, Node dosage) {
        dosage.add("additionalInstruction", new Node().put("text", draft.text(tq1, 10)));
    }

    /** RXR: route, site, method, and how (guide: RXR[MedicationRequest]). */
    static void route(Draft draft, Segment rxr, Node dosage) {
        dosage.add("additionalInstruction", Codes.concept(draft, rxr.field(5)));
        dosage.put("site", site(draft, rxr.field(2)));
        dosage.put("route", Codes.concept(draft, rxr.field(1), Table.ROUTE));
        dosage.put("method", Codes.concept(draft, rxr.field(4), Table.ADMINISTRATION_METHOD));
    }

    /** RXR-2: of table 0550, or of 0163 as versions before 2.6 have it. */
    static Node site(Draft draft, Value site) {
        boolean old = !Table.BODY_SITE.target(draft, Draft.peek(site.component(1))).isEmpty();
        return Codes.concept(draft, site, old ? Table.BODY_SITE : Table.BODY_PART);
    }

    /** RXO-23, RXE-19, RXD-12: what is taken in a day at most. */
    private void daily(Node dosage) {
        int field =
                switch (head.name()) {
                    case "RXO" -> 23;
                    case "RXE" -> 19;
                    case "RXD" -> 12;
                    default -> 0;
                };
        if (field == 0) {
            return;
        }
        Node amount = Quantities.cq(draft, head.field(field));
        if (!amount.isEmpty()) {
            dosage.put(
                    "maxDosePerPeriod",
                    new Node()
                            .put("numerator", amount)
                            .put(
                                    "denominator",
                                    new Node()
                                            .number("value", "1")
                                            .put("unit", "d")
                                            .put("system", "http://unitsofmeasure.org")
                                            .put("code", "d")));
        }
    }
}
