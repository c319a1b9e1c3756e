// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads files of code tables. A table begins with {@code table NAME}; lines {@code v2}, {@code
 * date}, {@code source}, {@code system} and {@code only} say what it is, and each further line is a
 * row {@code code|FHIR code|display|system}, the last two optional. {@code code|} says that a code
 * has no FHIR code here. A line that begins with {@code # } is a remark.
 */
final class TableReader {
    /** More rows than the longest HL7 table has, with a wide margin. */
    private static final int MOST_ROWS = 100_000;

    private final List<CodeTable> tables = new ArrayList<>();
    private String name = "";
    private String number = "";
    private String date = "";
    private String source = "";
    private String system = "";
    private Set<String> only = Set.of();
    private Map<String, CodeTable.Row> rows = new LinkedHashMap<>();
    private int line;

    /** Whether the file is an organisation's, whose tables may add to the module's. */
    private final boolean organisation;

    private TableReader(boolean organisation) {
        this.organisation = organisation;
    }

    /**
     * The one table of a file of the module. Its displays are for whoever reads the file: a bundle
     * says no more than the sender did.
     */
    static CodeTable builtIn(String text) throws TableProblem {
        return read(new TableReader(false), text).getFirst();
    }

    /**
     * The tables of an organisation's file, in its order.
     *
     * @throws TableProblem at the first line that cannot be used
     */
    static List<CodeTable> organisation(String text) throws TableProblem {
        return read(new TableReader(true), text);
    }

    private static List<CodeTable> read(TableReader reader, String text) throws TableProblem {
        int at = text.startsWith("\uFEFF") ? 1 : 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end;
            reader.line++;
            reader.line(text.substring(at, next).strip());
            at = next + 1;
        }
        reader.close();
        return List.copyOf(reader.tables);
    }

    private void line(String text) throws TableProblem {
        if (text.isEmpty() || text.equals("#") || text.startsWith("# ")) {
            return;
        }
        if (text.indexOf('|') >= 0) {
            row(text);
            return;
        }
        int blank = text.indexOf(' ');
        String word = blank < 0 ? text : text.substring(0, blank);
        String value = blank < 0 ? "" : text.substring(blank + 1).strip();
        switch (word) {
            case "table" -> open(value);
            case "v2" -> number = value;
            case "date" -> date(value);
            case "source" -> source = value;
            case "system" -> system = value;
            case "only" -> only(value);
            default ->
                    throw problem(
                            "« " + word + " » n'est ni un en-tête ni une ligne code|code FHIR",
                            "\"" + word + "\" is neither a header nor a row code|FHIR code");
        }
    }

    /** The module's own dates are checked by a test, which costs the first translation nothing. */
    private void date(String value) throws TableProblem {
        if (organisation) {
            try {
                LocalDate.parse(value);
            } catch (DateTimeParseException _) {
                throw problem(
                        "« " + value + " » n'est pas une date AAAA-MM-JJ",
                        "\"" + value + "\" is not a date YYYY-MM-DD");
            }
        }
        date = value;
    }

    /** What FHIR requires can be narrowed, never widened. */
    private void only(String value) throws TableProblem {
        Set<String> wanted = new LinkedHashSet<>(List.of(value.split(" +")));
        for (String code : wanted) {
            if (!only.isEmpty() && !only.contains(code)) {
                throw outside(code, only);
            }
        }
        only = wanted;
    }

    private void open(String value) throws TableProblem {
        close();
        if (value.isEmpty()) {
            throw problem("La table n'a pas de nom", "The table has no name");
        }
        if (organisation && value.equals(Table.NONE.name())) {
            throw problem("NONE dit qu'il n'y a pas de table", "NONE says that there is no table");
        }
        name = value;
        number = "";
        date = "";
        source = "";
        system = "";
        only = Set.of();
        rows = new LinkedHashMap<>();
        if (organisation) {
            CodeTable added = CodeTables.NONE.named(value);
            system = added.system();
            only = added.only();
        }
    }

    private void row(String text) throws TableProblem {
        if (name.isEmpty()) {
            throw problem("Ligne hors d'une table", "A row outside a table");
        }
        String[] cells = text.split("\\|", -1);
        String code = cells[0].strip();
        if (code.isEmpty() || cells.length > 4) {
            throw problem(
                    "Une ligne s'écrit code|code FHIR|libellé|système",
                    "A row is written code|FHIR code|display|system");
        }
        String target = cells[1].strip();
        if (!target.isEmpty() && !only.isEmpty() && !only.contains(target)) {
            throw outside(target, only);
        }
        String own = cells.length > 3 ? cells[3].strip() : "";
        var row =
                new CodeTable.Row(
                        own.isEmpty() ? system : own,
                        target,
                        organisation && cells.length > 2 ? cells[2].strip() : "");
        if (rows.put(code, row) != null) {
            throw problem(
                    "Le code « " + code + " » est donné deux fois",
                    "The code \"" + code + "\" is given twice");
        }
        if (rows.size() > MOST_ROWS) {
            throw problem(
                    "La table a plus de " + MOST_ROWS + " lignes",
                    "The table has more than " + MOST_ROWS + " rows");
        }
    }

    private void close() throws TableProblem {
        if (name.isEmpty()) {
            return;
        }
        if (date.isEmpty()) {
            throw problem(
                    "La table " + name + " n'a pas de date (date 2026-01-31)",
                    "The table " + name + " has no date (date 2026-01-31)");
        }
        tables.add(new CodeTable(name, number, date, source, system, only, rows));
    }

    private TableProblem problem(String fr, String en) {
        return new TableProblem(line, fr, en);
    }

    private TableProblem outside(String target, Set<String> allowed) {
        return problem(
                "FHIR n'admet pas « " + target + " » ici, mais " + String.join(", ", allowed),
                "FHIR does not allow \"" + target + "\" here, but " + String.join(", ", allowed));
    }
}
