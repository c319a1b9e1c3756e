// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DeviceMetric;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Device observations as IHE PCD-01 sends them. */
class DeviceTranslationTest {
    private static final String HEADER =
            "MSH|^~\\&|MONITEUR^0012FFFE34567890^EUI-64|CHUDL|ARRIMAGE|RQS|20261103101500-0500||ORU^R01^ORU_R01|APP1|P|2.6|||NE|AL||UNICODE"
                + " UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO";
    private static final String PATIENT = "PID|||004512^^^CHUDL^MR||Gagné^Éléonore";
    private static final String ORDER =
            "OBR|1|AB1^MONITEUR|CD1^MONITEUR|182777000^Surveillance^SCT|||20261103101500-0500";
    private static final String SYSTEM =
            "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||0012FFFE34567890^^0012FFFE34567890^EUI-64";
    private static final String VIRTUAL = "OBX|2||70686^MDC_DEV_ANALY_PRESS_BLD_VMD^MDC|1.1.0.0";
    private static final String CHANNEL = "OBX|3||70687^MDC_DEV_PRESS_BLD_CHAN^MDC|1.1.1.0";

    @Test
    void buildsTheTreeOfDevicesAndTheMetricOfEachMeasure() throws Hl7Problem {
        Found found =
                Found.of(
                        HEADER,
                        PATIENT,
                        ORDER,
                        SYSTEM,
                        VIRTUAL,
                        CHANNEL,
                        "OBX|4|ST|531970^MDC_ID_MODEL_MANUFACTURER^MDC|1.0.0.0|Boréal||||||R",
                        "OBX|5|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.1.1|140|266016^MDC_DIM_MMHG^MDC|90-130|H|||R");

        assertThat(found.all(Device.class)).hasSize(3);
        Device system = found.all(Device.class).getFirst();
        assertThat(system.getManufacturer()).isEqualTo("Boréal");
        assertThat(system.getIdentifierFirstRep().getValue()).isEqualTo("0012FFFE34567890");
        Observation pressure = found.only(Observation.class);
        DeviceMetric metric = found.at(pressure.getDevice(), DeviceMetric.class);
        Device channel = found.at(metric.getParent(), Device.class);
        Device virtual = found.at(channel.getParent(), Device.class);
        assertThat(found.at(virtual.getParent(), Device.class)).isSameAs(system);
        assertThat(found.at(metric.getSource(), Device.class)).isSameAs(virtual);
        assertThat(metric.getUnit().getCodingFirstRep().getCode()).isEqualTo("266016");
        assertThat(metric.getExtension().getFirst().getExtension()).hasSize(3);
        assertThat(pressure.getReferenceRangeFirstRep().getHigh().getValue()).hasToString("130");
    }

    @Test
    void makesComponentsOfFacets() throws Hl7Problem {
        Found found =
                Found.of(
                        HEADER,
                        PATIENT,
                        ORDER,
                        SYSTEM,
                        "OBX|2||150020^MDC_PRESS_BLD_NONINV^MDC|1.1.1.1|||||||R",
                        "OBX|3|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.1.1.1|140|266016^MDC_DIM_MMHG^MDC|||||R",
                        "OBX|4|NM|150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.1.1.1.2|85|266016^MDC_DIM_MMHG^MDC|||||R");

        assertThat(found.only(Observation.class).getComponent())
                .extracting(component -> component.getValueQuantity().getValue().toString())
                .containsExactly("140", "85");
    }

    @ParameterizedTest
    @CsvSource({
        "QUES,70,,questionable,UNCERTREL",
        "INV,,error,,UNRELIABLE",
        "NAV,,temp-unknown,,",
        "TEST,70,,,HTEST",
        "H,70,,H,"
    })
    void readsWhatADeviceSaysOfItsMeasure(
            String flag, String value, String absent, String interpretation, String security)
            throws Hl7Problem {
        Found found =
                Found.of(
                        HEADER,
                        PATIENT,
                        ORDER,
                        "OBX|1|"
                                + (value == null ? "" : "NM")
                                + "|147842^MDC_ECG_HEART_RATE^MDC|1.1.1.1|"
                                + (value == null ? "" : value)
                                + "|/min^^UCUM||"
                                + flag
                                + "|||R");

        Observation rate = found.only(Observation.class);
        assertThat(rate.getDataAbsentReason().getCodingFirstRep().getCode()).isEqualTo(absent);
        assertThat(rate.getInterpretationFirstRep().getCodingFirstRep().getCode())
                .isEqualTo(interpretation);
        assertThat(rate.getMeta().getSecurityFirstRep().getCode()).isEqualTo(security);
    }

    @Test
    void keepsAWaveformAsSamples() throws Hl7Problem {
        Found found =
                Found.of(
                        HEADER,
                        PATIENT,
                        ORDER,
                        "OBX|1|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1.1.1.1|0.1^0.25^^-0.3|266418^MDC_DIM_MILLI_VOLT^MDC|||||R");

        assertThat(found.only(Observation.class).getValueSampledData().getData())
                .isEqualTo("0.1 0.25 E -0.3");
    }

    @Test
    void leavesALaboratorySubIdentifierAlone() throws Hl7Problem {
        Found found =
                Found.of(HEADER, PATIENT, ORDER, "OBX|1|ST|6463-4^Germe^LN|1.0.0.0|E. coli||||||F");

        assertThat(found.all(Device.class)).isEmpty();
        assertThat(found.only(Observation.class).getValueStringType().getValue())
                .isEqualTo("E. coli");
    }
}
