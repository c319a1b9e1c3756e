// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.hl7v2.Hl7Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

class CodeTablesTest {
    private static final String LOCAL =
            """
            table MARITAL_STATUS
            date 2026-11-25
            source Centre de démonstration
            Y|M|Marié (code du SIGDU)
            W|
            # Remarque.
            X|OTH|Autre|http://terminology.hl7.org/CodeSystem/v3-NullFlavor
            """;

    private static String translated(String maritalStatus, CodeTables tables) throws Hl7Problem {
        String message = Samples.ADMISSION.replace("||fr|M|", "||fr|" + maritalStatus + "|");
        var settings = TranslationSettings.defaults().withTables(tables);
        var done = (Translation.Translated) Translator.toFhir(Samples.read(message), settings);
        return new String(done.json(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(value = Table.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void sayWhereTheirRowsComeFromAndWhenTheyWereChecked(Table table) {
        CodeTable rows = table.builtIn();

        assertThat(rows.name()).isEqualTo(table.name());
        assertThat(rows.number()).matches("\\d{4}");
        assertThat(rows.source()).isNotEmpty();
        assertThat(LocalDate.parse(rows.date())).isAfter("2026-01-01");
        assertThat(rows.rows().values()).noneMatch(CodeTable.Row::isEmpty);
    }

    @Test
    void giveWayToTheOrganisationsRows() throws Exception {
        CodeTables tables = CodeTables.read(LOCAL);

        assertThat(translated("Y", tables))
                .contains(
                        "{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus\","
                                + "\"code\":\"M\",\"display\":\"Marié (code du SIGDU)\"}");
        assertThat(translated("X", tables)).contains("v3-NullFlavor\",\"code\":\"OTH\"");
        assertThat(translated("D", tables)).contains("v3-MaritalStatus\",\"code\":\"D\"}");
    }

    @Test
    void keepACodeTheyDoNotListUnderItsOwnSystem() throws Exception {
        CodeTables tables = CodeTables.read(LOCAL);

        assertThat(translated("W", tables)).contains("urn:arrimage:codesystem:CHUDL:0002");
        assertThat(translated("Z", CodeTables.NONE))
                .contains("urn:arrimage:codesystem:CHUDL:0002\",\"code\":\"Z\"");
    }

    @Test
    void takeAnIdentifierTypeOfTheOrganisation() throws Exception {
        CodeTables tables = CodeTables.read("table IDENTIFIER_TYPE\ndate 2026-11-25\nDOSSIER|MR\n");
        var settings = TranslationSettings.defaults().withTables(tables);
        String message = Samples.ADMISSION.replace("&ISO^MR||", "&ISO^dossier||");

        var done = (Translation.Translated) Translator.toFhir(Samples.read(message), settings);

        assertThat(new String(done.json(), StandardCharsets.UTF_8))
                .contains("\"code\":\"MR\"}]},\"system\":\"urn:oid:2.16.124.10.101.1.60.1\"");
    }

    @Test
    void lastFileReadWins() throws Exception {
        CodeTables later = CodeTables.read("table MARITAL_STATUS\ndate 2026-12-01\nY|D\n");

        CodeTables both = CodeTables.read(LOCAL).and(later);

        assertThat(both.row(Table.MARITAL_STATUS, "Y").code()).isEqualTo("D");
        assertThat(both.row(Table.MARITAL_STATUS, "X").code()).isEqualTo("OTH");
        assertThat(both.named("MARITAL_STATUS").date()).isEqualTo("2026-12-01");
    }

    @Test
    void holdTablesOfTheOrganisationsOwn() throws Exception {
        CodeTables tables =
                CodeTables.read(
                        "table UNITES\ndate 2026-11-25\nsystem urn:x\n3E|SOINS-3E|3e Est\n");

        assertThat(tables.named("UNITES").row("3E"))
                .isEqualTo(new CodeTable.Row("urn:x", "SOINS-3E", "3e Est"));
    }

    @ParameterizedTest
    @CsvSource({
        "'table GENDER\ndate 2026-11-25\nG|garçon\n', 3, FHIR does not allow",
        "'table GENDER\ndate 2026-11-25\nonly male garçon\nG|garçon\n', 3, FHIR does not allow",
        "'table NONE\ndate 2026-11-25\nA|B\n', 1, no table",
        "'table T\ndate hier\nA|B\n', 2, not a date",
        "'table T\nA|B\n', 2, has no date",
        "'A|B\n', 1, outside a table",
        "'table T\ndate 2026-11-25\nA|B\nA|C\n', 4, given twice",
        "'table T\ndate 2026-11-25\n|B\n', 3, A row is written",
        "'table\n', 1, has no name",
        "'tabel T\n', 1, neither a header nor a row",
    })
    void areRefusedWithTheLineAtFault(String text, int line, String reason) {
        assertThatThrownBy(() -> CodeTables.read(text))
                .isInstanceOfSatisfying(
                        TableProblem.class,
                        problem -> {
                            assertThat(problem.line()).isEqualTo(line);
                            assertThat(problem.reasonEn()).contains(reason);
                            assertThat(problem.reasonFr()).isNotEmpty();
                        });
    }
}
