// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The messages by which translation is measured: fictitious, of the sizes and with the segments
 * that hospitals send.
 */
public enum TranslationSample {
    /** A change of a patient's particulars: MSH EVN PID NK1 PV1 AL1 DG1. */
    ADT_SMALL("adt-0.7kB"),
    /** An admission with two allergies, two diagnoses, an insurance and two observations. */
    ADT("adt-2.5kB"),
    /** An admission with a day of vital signs, 57 observations in all. */
    ADT_LARGE("adt-8.6kB"),
    /** One panel of six results, with its specimen. */
    ORU_SMALL("oru-1.4kB"),
    /** Three panels of eighteen results, with notes and specimens. */
    ORU("oru-7.5kB");

    private final String work;

    TranslationSample(String work) {
        this.work = work;
    }

    /** The name in reports. */
    public String work() {
        return work;
    }

    /** The message, its segments ended as the standard wants. */
    public byte[] message() {
        String file = "translation/" + work + ".hl7";
        try (InputStream in = TranslationSample.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the module was packaged without " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace('\n', '\r')
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
