// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    private static Value value(String written) throws Hl7Problem {
        return Samples.read("MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.5\rZZ1|" + written + "\r")
                .segment("ZZ1")
                .orElseThrow()
                .field(1);
    }

    private static Draft draft(Value value) {
        return new Draft(value.segment().message(), TranslationSettings.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "2026, 2026",
        "202611, 2026-11",
        "20261102, 2026-11-02",
        "2026110208, 2026-11-02T08:00:00-05:00",
        "202607020830, 2026-07-02T08:30:00-04:00",
        "20261102083015, 2026-11-02T08:30:15-05:00",
        "20261102083015.1234, 2026-11-02T08:30:15.1234-05:00",
        "20261102083015+0000, 2026-11-02T08:30:15Z",
        "20261102083015.5-0330, 2026-11-02T08:30:15.5-03:30",
        "20240229, 2024-02-29",
        "20261101013000, 2026-11-01T01:30:00-04:00"
    })
    void keepsThePrecisionAndTheOffset(String written, String read) throws Hl7Problem {
        Value value = value(written);

        assertThat(Times.dateTime(draft(value), value)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "20240230",
        "20230229",
        "2026130",
        "202613",
        "00000000",
        "0000",
        "00001231",
        "2026-11-02",
        "20261102240000",
        "20261102086000",
        "20261102083015.",
        "202611020830.5",
        "20261102083015+1900",
        "20261102083015+05",
        "20260308023000",
        "hier"
    })
    void findsNoMomentWhereTheCalendarHasNone(String written) throws Hl7Problem {
        Value value = value(written);
        Draft draft = draft(value);

        assertThat(Times.dateTime(draft, value)).isEmpty();
        assertThat(draft.remarks()).hasSize(1);
        assertThat(draft.carries(value)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2026110208, 2026-11-02T08:00:00-05:00", "20261102, ''", "2026, ''"})
    void givesAnInstantOnlyWhenTheSenderWasPrecise(String written, String read) throws Hl7Problem {
        Value value = value(written);

        assertThat(Times.instant(draft(value), value)).isEqualTo(read);
    }
}
