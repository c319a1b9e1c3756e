// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import java.util.List;

/** A fictitious patient. */
record Person(String number, String family, String given, String birth, String sex) {

    static final List<Person> ALL =
            List.of(
                    new Person("100234", "Bélanger-Fictif", "Élodie", "19840312", "F"),
                    new Person("100571", "Côté-Exemple", "François", "19520704", "M"),
                    new Person("100868", "Tremblay-Inventé", "Anne-Noëlle", "20010925", "F"),
                    new Person("101145", "L’Écuyer-Fictive", "Gaëlle", "19390118", "F"),
                    new Person("101422", "Nguyễn-Exemple", "Jérôme", "19770530", "M"));

    /** PID with the hospital's number, up to the telephone. */
    String pid() {
        return "PID|1||%s^^^HSE^MR||%s^%s^^^^^L||%s|%s|||12, rue de l’Exemple^^Sainte-Épreuve^QC^G0X 0X0^CAN^H||(418)555-0117^PRN^PH||fr\r"
                .formatted(number, family, given, birth, sex);
    }
}
