// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/**
 * The messages a measure sends: fictitious patients, made here from a seed so that every machine
 * sends the same bytes.
 */
public enum Payload {
    /** An admission of about 1 kB. */
    ADT("adt", "ADT^A01^ADT_A01", 4_096),
    /** A laboratory result of 50 observations, about 6 kB. */
    ORU("oru", "ORU^R01^ORU_R01", 1_024),
    /** A document of 150 kB in Base64, about 200 kB. */
    PDF("pdf", "ORU^R01^ORU_R01", 64);

    private final String work;
    private final String type;
    private final int variants;

    Payload(String work, String type, int variants) {
        this.work = work;
        this.type = type;
        this.variants = variants;
    }

    /** The name in reports. */
    public String work() {
        return work;
    }

    /** The payload of this name. */
    public static Payload named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** MSH-9. */
    String type() {
        return type;
    }

    /**
     * How many different contents there are. They are taken in turn, so equal bytes come back after
     * 4 MB or more: an engine that compresses many messages together finds no more to save than in
     * a real flow (the usual compressors look back 2 MB or less).
     */
    int variants() {
        return variants;
    }

    /** What follows the PID segment, from a seeded generator. */
    Function<Random, String> content() {
        return switch (this) {
            case ADT -> FictitiousContent::admission;
            case ORU -> FictitiousContent::results;
            case PDF -> FictitiousContent::document;
        };
    }

    /** The messages of this kind, made once. */
    MessagePool pool() {
        return switch (this) {
            case ADT -> Pools.ADMISSIONS;
            case ORU -> Pools.RESULTS;
            case PDF -> Pools.Documents.ALL;
        };
    }

    /** One message, always the same. */
    public byte[] sample() {
        MessagePool pool = new MessagePool(this, 1, 1);
        byte[] message = new byte[pool.largest()];
        byte[] control = "R00C000S0000000".getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(message, pool.write(message, 0, control, 417));
    }

    /**
     * So many messages as a sender's follow each other: each its control id, patient and content.
     */
    public List<byte[]> samples(int count) {
        MessagePool pool = pool();
        byte[] message = new byte[pool.largest()];
        List<byte[]> samples = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] control = "R00C000S%07d".formatted(i).getBytes(StandardCharsets.US_ASCII);
            samples.add(Arrays.copyOf(message, pool.write(message, 0, control, i)));
        }
        return samples;
    }

    /** Made on first use; the documents, 13 MB, only where they are sent. */
    private static final class Pools {
        static final MessagePool ADMISSIONS = new MessagePool(ADT, ADT.variants, 1_024);
        static final MessagePool RESULTS = new MessagePool(ORU, ORU.variants, 1_024);

        private static final class Documents {
            static final MessagePool ALL = new MessagePool(PDF, PDF.variants, 1_024);
        }
    }
}
