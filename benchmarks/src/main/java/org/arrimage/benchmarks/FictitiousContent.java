// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * Segments about people who do not exist, varied as a real flow is: an engine that compresses what
 * it stores must not be flattered by one text sent a million times.
 */
final class FictitiousContent {

    /** Names of people, streets and towns are made of these, so that none is anyone's. */
    private static final String[] SYLLABLES = {
        "ba", "bel", "bran", "cal", "cor", "da", "dor", "du", "é", "fa", "fon", "gra", "gué", "ha",
        "is", "jo", "ka", "la", "lin", "lou", "ma", "mon", "na", "nor", "o", "pa", "pin", "qué",
        "ra", "rin", "ro", "sa", "sol", "ta", "tré", "u", "va", "ver", "yo", "zel"
    };

    private static final String[] GIVEN = {
        "Ada",
        "Benoît",
        "Chloé",
        "Damien",
        "Élodie",
        "Félix",
        "Gaëlle",
        "Hugo",
        "Inès",
        "Jérôme",
        "Karine",
        "Loïc",
        "Maëlle",
        "Noé",
        "Océane",
        "Pascal",
        "Quentin",
        "Rosalie",
        "Sébastien",
        "Thaïs",
        "Ulysse",
        "Viviane",
        "Xavier",
        "Zoé"
    };

    private static final String[] STREETS = {
        "rue", "avenue", "boulevard", "chemin", "place", "rang", "côte", "allée"
    };

    private static final String[] DIAGNOSES = {
        "R07.9^Douleur thoracique, sans précision^I10", "J18.9^Pneumopathie, sans précision^I10",
        "S72.0^Fracture du col du fémur^I10", "K35.8^Appendicite aiguë, autre^I10",
        "I50.0^Insuffisance cardiaque congestive^I10", "N20.0^Calcul du rein^I10",
        "E11.9^Diabète de type 2, sans complication^I10", "G40.9^Épilepsie, sans précision^I10",
        "A09.9^Gastro-entérite, sans précision^I10", "M54.5^Lombalgie basse^I10"
    };

    private static final String[] ALLERGIES = {
        "DA|70618^Pénicilline^RXN|SV|Éruption", "FA|256349002^Arachide^SCT|MO|Urticaire",
        "DA|1191^Acide acétylsalicylique^RXN|MI|Nausée", "EA|256277009^Pollen^SCT|MI|Rhinite",
        "DA|10831^Sulfaméthoxazole^RXN|MO|Fièvre", "FA|227037002^Poisson^SCT|SV|Œdème"
    };

    private static final String[] UNITS = {"mmol/L", "µmol/L", "g/L", "U/L", "pmol/L", "10*9/L"};

    private FictitiousContent() {}

    /** What follows PID-3.1: name, birth, address, telephones. */
    static String person(Random random) {
        String[] gender =
                random.nextBoolean() ? new String[] {"F", "Mme"} : new String[] {"M", "M."};
        return "^^^HSLE^MR~%s^^^REGION-FICTIVE^NI||%s-Fictif^%s^%s^^%s||%s|%s|||%s||%s^PRN^PH~%s^PRN^CP||fr|%s||CPT%s\r"
                .formatted(
                        number(10, random),
                        name(random),
                        one(GIVEN, random),
                        one(GIVEN, random),
                        gender[1],
                        date(random, 1930, 90),
                        gender[0],
                        address(random),
                        telephone(random),
                        telephone(random),
                        random.nextBoolean() ? "M" : "S",
                        number(9, random));
    }

    /** What follows the PID segment of an admission. */
    static String admission(Random random) {
        String doctor = caregiver(random);
        String diagnosis = one(DIAGNOSES, random);
        int day = 1 + random.nextInt(28);
        return "PD1||||"
                + caregiver(random)
                + "\rNK1|1|%s-Fictif^%s|SPO^Conjoint|%s|%s||EC\r"
                        .formatted(
                                name(random),
                                one(GIVEN, random),
                                address(random),
                                telephone(random))
                + "PV1|1|I|%dO^%d^%d^HSLE^^^^Aile %c|E|||%s|%s||MED||||7|||%s|INP|V%s%sHSLE||A|||202611%02d%02d%02d00\r"
                        .formatted(
                                1 + random.nextInt(8),
                                1 + random.nextInt(40),
                                1 + random.nextInt(4),
                                'A' + random.nextInt(6),
                                doctor,
                                caregiver(random),
                                doctor,
                                number(9, random),
                                "|".repeat(20),
                                day,
                                random.nextInt(24),
                                random.nextInt(60))
                + "PV2||PRIV|%s|||||202611%02d|202612%02d|%d|||||||||||N\r"
                        .formatted(diagnosis, day, 1 + random.nextInt(28), 1 + random.nextInt(30))
                + "AL1|1|%s|%s\rAL1|2|%s\r"
                        .formatted(
                                one(ALLERGIES, random),
                                date(random, 1990, 35),
                                one(ALLERGIES, random))
                + "DG1|1||%s||202611%02d|A\r".formatted(diagnosis, day)
                + "IN1|1|P%s|A%s|Assureur %s-Fictif||||||||202601%02d\r"
                        .formatted(
                                number(7, random),
                                number(4, random),
                                name(random),
                                1 + random.nextInt(28));
    }

    /** What follows the PID segment of a result of 50 observations. */
    static String results(Random random) {
        String doctor = caregiver(random);
        int order = random.nextInt(1_000_000);
        var text = new StringBuilder(6_500);
        text.append(
                "PV1|1|I|3O^%d^2^HSLE||||%s|||||||||||V%06d\r"
                        .formatted(1 + random.nextInt(40), doctor, random.nextInt(1_000_000)));
        text.append(
                "ORC|RE|DEM%06d|LAB%06d||CM||||20261101110000|||%s\r"
                        .formatted(order, order, doctor));
        text.append(
                "OBR|1|DEM%06d|LAB%06d|PANEL50^Grand bilan^L|||20261101110000||||||||||%s||||||20261101120000||LAB|F\r"
                        .formatted(order, order, doctor));
        for (int i = 1; i <= 50; i++) {
            text.append(observation(random, i));
        }
        return text.toString();
    }

    private static String observation(Random random, int number) {
        String unit = one(UNITS, random);
        return String.format(
                Locale.ROOT,
                "OBX|%d|NM|%d-%d^Analyte %02d au"
                    + " sérum^LN||%.1f|%s^%s^UCUM|%d.0-%d.0|%s|||F|||202611%02d11%02d00||TECH%02d\r",
                number,
                10_000 + number,
                number % 10,
                number,
                1 + random.nextDouble() * 200,
                unit,
                unit,
                number,
                number + 90,
                random.nextInt(8) == 0 ? "H" : "N",
                1 + random.nextInt(28),
                random.nextInt(60),
                random.nextInt(40));
    }

    /** What follows the PID segment of a document: its bytes are noise, as compressed ones are. */
    static String document(Random random) {
        byte[] noise = new byte[150_000];
        random.nextBytes(noise);
        int order = random.nextInt(1_000_000);
        return "ORC|RE|DEM%06d|LAB%06d||CM\r".formatted(order, order)
                + "OBR|1|DEM%06d|LAB%06d|18842-5^Sommaire d’hospitalisation^LN|||20261101110000||||||||||||||||||||LAB|F\r"
                        .formatted(order, order)
                + "OBX|1|ED|18842-5^Sommaire d’hospitalisation^LN||^application^pdf^Base64^"
                + Base64.getEncoder().encodeToString(noise)
                + "||||||F|||20261101113000\r";
    }

    private static String one(String[] words, Random random) {
        return words[random.nextInt(words.length)];
    }

    private static String name(Random random) {
        var name = new StringBuilder();
        int syllables = 2 + random.nextInt(2);
        for (int i = 0; i < syllables; i++) {
            name.append(one(SYLLABLES, random));
        }
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** A number of so many digits. */
    private static String number(int digits, Random random) {
        var number = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            number.append((char) ('0' + random.nextInt(10)));
        }
        return number.toString();
    }

    private static String caregiver(Random random) {
        return "%s^%s-Fictif^%s^^^Dr"
                .formatted(number(5, random), name(random), one(GIVEN, random));
    }

    private static String address(Random random) {
        return "%d, %s %s^^Saint-%s^QC^G0X 0X%d^CAN^H"
                .formatted(
                        1 + random.nextInt(9_000),
                        one(STREETS, random),
                        name(random),
                        name(random),
                        random.nextInt(10));
    }

    /** Numbers kept for fiction. */
    private static String telephone(Random random) {
        return "(418)555-01%02d".formatted(random.nextInt(100));
    }

    private static String date(Random random, int firstYear, int years) {
        return "%d%02d%02d"
                .formatted(
                        firstYear + random.nextInt(years),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28));
    }
}
