// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Remark;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Slot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class ScheduleTranslationTest {
    static final String BOOKING =
            Samples.segments(
                    "MSH|^~\\&|RDV|CHUDL|ARRIMAGE|RQS|20261105101500-0500||SIU^S12^SIU_S12|RDV0001|P|2.5.1||||||UNICODE"
                        + " UTF-8",
                    "SCH|P-77^SIGDU|F-1234^RDV||||NOUV^Nouvelle"
                        + " demande^L|FOLLOWUP^Suivi^HL70276|Normal^^HL70277|30|min|^^^20261112093000-0500^20261112100000-0500|900123^Thériault^Noëlla||||900777^Roy^Inès||||900123^Thériault^Noëlla|||||Booked|O-55^SIGDU",
                    "TQ1|1||||||20261112093000-0500|20261112100000-0500|R",
                    "NTE|1||Arriver quinze minutes avant.",
                    "NTE|2||Être à jeun.|PI",
                    "PID|1||GAGX85561204^^^RAMQ^JHN||Gagné^Éléonore||19850612|F",
                    "PV1|1|O|3E^312^^CHUDL",
                    "RGS|1",
                    "AIS|1||76164006^Biopsie du côlon^SCT|20261112093000-0500|||30|min",
                    "NTE|1||Préparer la salle.",
                    "AIG|1||COL-12^Colonoscope^L|EQ^Équipement^L||||20261112093000-0500|||45|min",
                    "AIL|1||END^S2^^CHUDL|C^Clinique^HL70305||20261112093000-0500|||1|h",
                    "AIP|1||55012^Côté^Benoît|GE^Gastroentérologue^L|||5|min|20|min||Pending");

    private static Appointment appointment(String text) throws Hl7Problem {
        return Resources.only(text, Appointment.class);
    }

    private static Appointment.AppointmentParticipantComponent typed(
            Appointment appointment, String code) {
        return appointment.getParticipant().stream()
                .filter(participant -> participant.getTypeFirstRep().hasCoding())
                .filter(participant ->
                        participant.getTypeFirstRep().getCodingFirstRep().getCode().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void makesAValidBundleAboutTheAppointment() throws Hl7Problem {
        var translated = Samples.translated(BOOKING);

        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(translated.remarks()).isEmpty();
        assertThat(Resources.only(BOOKING, MessageHeader.class).getFocus()).hasSize(2);
        assertThat(Resources.all(BOOKING, Encounter.class)).hasSize(1);
        assertThat(Samples.translated(BOOKING).json()).isEqualTo(translated.json());
    }

    @Test
    void saysWhenWhatAndWhy() throws Hl7Problem {
        Appointment appointment = appointment(BOOKING);

        assertThat(appointment.getIdentifier())
                .extracting(identifier -> identifier.getValue())
                .containsExactly("P-77", "F-1234");
        assertThat(appointment.getStatus().toCode()).isEqualTo("booked");
        assertThat(appointment.getStartElement().getValueAsString())
                .isEqualTo("2026-11-12T09:30:00-05:00");
        assertThat(appointment.getEndElement().getValueAsString())
                .isEqualTo("2026-11-12T10:00:00-05:00");
        assertThat(appointment.getMinutesDuration()).isEqualTo(30);
        assertThat(appointment.getServiceTypeFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("76164006");
        assertThat(appointment.getReasonCodeFirstRep().getCodingFirstRep().getDisplay())
                .isEqualTo("Suivi");
        assertThat(appointment.getAppointmentType().getCodingFirstRep().getCode())
                .isEqualTo("Normal");
        assertThat(appointment.getComment())
                .isEqualTo("Arriver quinze minutes avant.\nPréparer la salle.");
        assertThat(appointment.getPatientInstruction()).isEqualTo("Être à jeun.");
    }

    @Test
    void namesWhoAndWhatTakesPart() throws Hl7Problem {
        Appointment appointment = appointment(BOOKING);

        var equipment = typed(appointment, "EQ");
        var doctor = typed(appointment, "GE");
        var clinic = typed(appointment, "C");

        assertThat(equipment.getActor().getIdentifier().getValue()).isEqualTo("COL-12");
        assertThat(equipment.getActor().getDisplay()).isEqualTo("Colonoscope");
        assertThat(equipment.getPeriod().getEndElement().getValueAsString())
                .isEqualTo("2026-11-12T10:15:00-05:00");
        assertThat(doctor.getStatus().toCode()).isEqualTo("needs-action");
        assertThat(doctor.getPeriod().getStartElement().getValueAsString())
                .isEqualTo("2026-11-12T09:35:00-05:00");
        assertThat(
                        Resources.at(BOOKING, clinic.getActor().getReference(), Location.class)
                                .getName())
                .isEqualTo("S2");
        assertThat(clinic.getActor().getDisplay()).isEqualTo("CHUDL / END / S2");
        assertThat(appointment.getParticipant()).hasSize(7);
    }

    @Test
    void restsOnTheOrderItNames() throws Hl7Problem {
        ServiceRequest order = Resources.only(BOOKING, ServiceRequest.class);

        assertThat(order.getIdentifierFirstRep().getValue()).isEqualTo("O-55");
        assertThat(order.getStatus().toCode()).isEqualTo("active");
        assertThat(order.getCode().getCodingFirstRep().getCode()).isEqualTo("76164006");
    }

    @Test
    void saysWhoEnteredItAndWhy() throws Hl7Problem {
        Provenance provenance = Resources.only(BOOKING, Provenance.class);

        assertThat(provenance.getAgentFirstRep().getType().getCodingFirstRep().getCode())
                .isEqualTo("enterer");
        assertThat(provenance.getReasonFirstRep().getCodingFirstRep().getDisplay())
                .isEqualTo("Nouvelle demande");
    }

    @ParameterizedTest
    @CsvSource({
        "S12, Booked, booked, accepted",
        "S12, '', booked, accepted",
        "S12, Pending, pending, needs-action",
        "S13, Booked, booked, accepted",
        "S15, Booked, cancelled, declined",
        "S17, '', entered-in-error, declined",
        "S26, Booked, noshow, accepted",
        "S14, Complete, fulfilled, accepted"
    })
    void takesTheStatusFromTheEventThenFromTheSender(
            String event, String told, String status, String answer) throws Hl7Problem {
        String text =
                BOOKING.replace("SIU^S12^", "SIU^" + event + '^')
                        .replace("|Booked|", '|' + told + '|');

        Appointment appointment = appointment(text);

        assertThat(appointment.getStatus().toCode()).isEqualTo(status);
        assertThat(appointment.getParticipantFirstRep().getStatus().toCode()).isEqualTo(answer);
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void tellsTheReasonOfACancellation() throws Hl7Problem {
        Appointment appointment = appointment(BOOKING.replace("SIU^S12^", "SIU^S15^"));

        assertThat(appointment.getCancelationReason().getCodingFirstRep().getCode())
                .isEqualTo("NOUV");
    }

    @Test
    void readsTheOlderTimingAndAddsTheLength() throws Hl7Problem {
        String text =
                BOOKING.replaceFirst("TQ1.*?\r", "")
                        .replace("^20261112100000-0500|900123", "|900123");

        Appointment appointment = appointment(text);

        assertThat(appointment.getEndElement().getValueAsString())
                .isEqualTo("2026-11-12T10:00:00-05:00");
    }

    @Test
    void saysThatTheEndIsUnknownRatherThanMakingOneUp() throws Hl7Problem {
        String text =
                BOOKING.replaceFirst("TQ1.*?\r", "")
                        .replace(
                                "|30|min|^^^20261112093000-0500^20261112100000-0500|",
                                "|||^^^20261112093000-0500|")
                        .replace("|30|min\r", "\r");

        Appointment appointment = appointment(text);

        assertThat(appointment.hasMinutesDuration()).isFalse();
        assertThat(appointment.getEndElement().getExtensionFirstRep().getUrl())
                .endsWith("data-absent-reason");
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void remarksAStatusThatTheTableDoesNotHave() throws Hl7Problem {
        var translated = Samples.translated(BOOKING.replace("|Booked|", "|Reporte|"));

        assertThat(translated.remarks())
                .extracting(Remark::code)
                .containsExactly(ProblemCode.CODE_UNKNOWN);
        assertThat(translated.loss().lost()).contains("SCH-25");
    }

    @Test
    void blocksAndOpensTimeWithoutAnAppointment() throws Hl7Problem {
        String text = BOOKING.replace("SIU^S12^", "SIU^S23^").replaceFirst("PID(?s).*?RGS", "RGS");

        List<Slot> slots = Resources.all(text, Slot.class);

        assertThat(slots)
                .extracting(slot -> slot.getStatus().toCode())
                .containsOnly("busy-unavailable");
        assertThat(Resources.all(text, Schedule.class)).hasSize(3);
        assertThat(Resources.all(text, Appointment.class)).isEmpty();
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void refusesANotificationOfNoAppointment() throws Hl7Problem {
        var refused = (Translation.Refused) Samples.translate(BOOKING.replaceFirst("SCH.*?\r", ""));

        assertThat(refused.problem().code()).isEqualTo(ProblemCode.SEGMENT_MISSING);
        assertThat(refused.problem().where()).hasToString("SCH");
    }
}
