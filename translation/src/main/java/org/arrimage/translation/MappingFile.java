// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.rulebook.Document;
import org.arrimage.rulebook.Fields;
import org.arrimage.rulebook.Text;
import org.arrimage.rulebook.Unusable;
import org.arrimage.rulebook.Value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a mapping from YAML or JSON text, see {@code mapping.schema.json} beside this class. What
 * FHIR R4 does not have, or could not hold, is refused here with its place, so that no message
 * meets it.
 */
public final class MappingFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}@[1-9]\\d{0,4}");
    private static final Pattern TYPE = Pattern.compile("[A-Z0-9]{3}\\^[A-Z0-9]{3}");
    private static final int MOST_RULES = 500;
    private static final int MOST_NAMES = 1_000;
    private static final int MOST_CONDITIONS = 10;
    private static final int HIGHEST_VERSION = 99_999;

    private final CodeTables tables;

    private MappingFile(CodeTables tables) {
        this.tables = tables;
    }

    /**
     * Reads one mapping.
     *
     * @throws Unusable with the place, the value and the expectation
     */
    public static Mapping read(String text) {
        Fields root =
                Document.read(text)
                        .fields(
                                "mapping",
                                "version",
                                "date",
                                "description",
                                "messages",
                                "authorities",
                                "codeSystems",
                                "nam",
                                "niu",
                                "tables",
                                "rules");
        root.text("description");
        root.required("date").date();
        CodeTables tables =
                root.optional("tables").map(MappingFile::tables).orElse(CodeTables.NONE);
        var naming =
                new Mapping.Naming(
                        names(root, "authorities"),
                        names(root, "codeSystems"),
                        words(root, "nam", Value::text),
                        words(root, "niu", Value::text),
                        tables);
        return new Mapping(
                matching(
                        root.required("mapping"),
                        NAME,
                        "lettres minuscules, chiffres et traits d'union, 64 au plus",
                        "lower-case letters, digits and hyphens, at most 64"),
                root.required("version").number(1, HIGHEST_VERSION),
                naming,
                root.list("rules", MOST_RULES, new MappingFile(tables)::rule),
                words(root, "messages", MappingFile::messageType));
    }

    /** Whether a text names one version of a mapping, as {@code lab-results@3}. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static CodeTables tables(Value value) {
        if (!(value instanceof Value.Scalar scalar)) {
            throw value.refuse(
                    new Text(
                            "des tables, écrites comme dans un fichier de tables",
                            "tables, written as in a file of tables"));
        }
        try {
            return CodeTables.read(scalar.text());
        } catch (TableProblem problem) {
            throw new Unusable(
                    "tables",
                    value.place().line() + problem.line(),
                    "table",
                    new Text(problem.reasonFr(), problem.reasonEn()));
        }
    }

    private static Map<String, String> names(Fields root, String key) {
        Optional<Value> value = root.optional(key);
        if (value.isEmpty()) {
            return Map.of();
        }
        if (!(value.get() instanceof Value.Mapping mapping)
                || mapping.entries().size() > MOST_NAMES) {
            throw value.get()
                    .refuse(
                            new Text(
                                    "un objet nom: URI, d'au plus " + MOST_NAMES + " noms",
                                    "an object name: URI, of at most " + MOST_NAMES + " names"));
        }
        var names = new LinkedHashMap<String, String>();
        mapping.entries().forEach((name, uri) -> names.put(name, uri(uri)));
        return names;
    }

    private static String uri(Value value) {
        String uri = value.text();
        if (uri.indexOf(':') < 1 || uri.chars().anyMatch(c -> c <= ' ')) {
            throw value.refuse(
                    new Text("une URI absolue, sans espace", "an absolute URI, without blanks"));
        }
        return uri;
    }

    private static Set<String> words(Fields root, String key, Function<Value, String> reader) {
        return root.list(key, MOST_NAMES, reader).stream().collect(Collectors.toUnmodifiableSet());
    }

    private static String messageType(Value value) {
        return matching(value, TYPE, "un type tel que ORU^R01", "a type such as ORU^R01");
    }

    private MappingRule rule(Value value) {
        Fields fields =
                value.fields("from", "value", "to", "as", "table", "when", "mode", "because");
        fields.optional("because").ifPresent(Value::text);
        Optional<Value> from = fields.optional("from");
        Optional<Value> fixed = fields.optional("value");
        if (from.isPresent() == fixed.isPresent()) {
            throw value.refuse(new Text("soit from, soit value", "either from or value"));
        }
        Value to = fields.required("to");
        MappingTarget target = located(to, () -> MappingTarget.of(to.text()));
        List<MappingRule.Condition> when =
                fields.optional("when").map(MappingFile::conditions).orElse(List.of());
        MappingRule.Mode mode =
                fields.optional("mode").map(MappingFile::mode).orElse(MappingRule.Mode.ADD);
        if (fixed.isPresent()) {
            refuse(fields, "as");
            refuse(fields, "table");
            Object literal = located(fixed.get(), () -> literal(fixed.get(), target.leaf()));
            return new MappingRule(Optional.empty(), literal, target, "", "", when, mode);
        }
        MappingRule.Source source = source(from.get());
        String type = readAs(fields, to, target.leaf());
        String table = fields.optional("table").map(it -> table(it, target.leaf())).orElse("");
        return new MappingRule(Optional.of(source), "", target, type, table, when, mode);
    }

    private static void refuse(Fields fields, String key) {
        fields.optional(key)
                .ifPresent(found -> {
                    throw found.refuse(
                            new Text(
                                    "rien : value est déjà un code FHIR",
                                    "nothing: value is a FHIR code already"));
                });
    }

    /** The HL7 v2 data type the field is read as. */
    private static String readAs(Fields fields, Value to, R4Types.Element leaf) {
        List<String> types = MappingValue.sources(leaf.type());
        if (types.isEmpty()) {
            throw to.refuse(
                    new Text(
                            "un élément qu'un champ peut remplir; "
                                    + leaf.type()
                                    + " a des parties,"
                                    + " nommez-en une",
                            "an element that a field can fill; "
                                    + leaf.type()
                                    + " has parts, name"
                                    + " one"));
        }
        Optional<Value> as = fields.optional("as");
        String type = as.map(Value::text).orElse(types.getFirst());
        if (!types.contains(type) || (leaf.type().equals("Reference") && as.isEmpty())) {
            throw as.orElse(to)
                    .refuse(
                            new Text(
                                    "as parmi " + String.join(", ", types),
                                    "as among " + String.join(", ", types)));
        }
        return type;
    }

    private String table(Value value, R4Types.Element leaf) {
        String name = value.text();
        CodeTable table = tables.named(name);
        if (table.isEmpty()) {
            throw value.refuse(
                    new Text(
                            "une table de ce fichier ou de la traduction",
                            "a table of this file or of the translation"));
        }
        if (!MappingValue.takesTable(leaf.type())) {
            throw value.refuse(
                    new Text(
                            "rien : " + leaf.type() + " ne reçoit pas de code",
                            "nothing: " + leaf.type() + " takes no code"));
        }
        for (CodeTable.Row row : table.rows().values()) {
            if (!row.isEmpty() && !leaf.codes().isEmpty() && !leaf.codes().contains(row.code())) {
                throw value.refuse(
                        new Text(
                                "une table aux codes parmi " + String.join(", ", leaf.codes()),
                                "a table with codes among " + String.join(", ", leaf.codes())));
            }
        }
        return name;
    }

    private static List<MappingRule.Condition> conditions(Value value) {
        return value instanceof Value.Sequence
                ? value.items(MOST_CONDITIONS).stream().map(MappingFile::condition).toList()
                : List.of(condition(value));
    }

    private static MappingRule.Condition condition(Value value) {
        Fields fields = value.fields("field", "is", "not", "present");
        MappingRule.Source field = source(fields.required("field"));
        Set<String> is = fields.optional("is").map(MappingFile::texts).orElse(Set.of());
        Set<String> not = fields.optional("not").map(MappingFile::texts).orElse(Set.of());
        Optional<Boolean> present = fields.optional("present").map(Value::flag);
        if (is.isEmpty() && not.isEmpty() && present.isEmpty()) {
            throw value.refuse(new Text("is, not ou present", "is, not or present"));
        }
        return new MappingRule.Condition(field, is, not, present);
    }

    private static Set<String> texts(Value value) {
        return value instanceof Value.Sequence
                ? value.items(MOST_NAMES).stream()
                        .map(Value::text)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of(value.text());
    }

    private static MappingRule.Mode mode(Value value) {
        return switch (value.text()) {
            case "add" -> MappingRule.Mode.ADD;
            case "replace" -> MappingRule.Mode.REPLACE;
            case "if-absent" -> MappingRule.Mode.ABSENT;
            default ->
                    throw value.refuse(
                            new Text(
                                    "l'un de add, replace, if-absent",
                                    "one of add, replace, if-absent"));
        };
    }

    private static MappingRule.Source source(Value value) {
        return located(value, () -> MappingRule.Source.of(value.text()));
    }

    private static Object literal(Value value, R4Types.Element leaf) throws MappingProblem {
        if (value instanceof Value.Mapping) {
            return MappingLiteral.coded(leaf.type(), key -> part(value, key));
        }
        return MappingLiteral.of(leaf, value.text());
    }

    private static String part(Value value, String key) {
        return value.fields("system", "code", "display", "text")
                .optional(key)
                .map(key.equals("system") ? MappingFile::uri : Value::text)
                .orElse("");
    }

    private static String matching(Value value, Pattern pattern, String fr, String en) {
        String text = value.text();
        if (!pattern.matcher(text).matches()) {
            throw value.refuse(new Text(fr, en));
        }
        return text;
    }

    /** A part that may be refused without knowing its place. */
    private interface Part<T> {
        T read() throws MappingProblem;
    }

    private static <T> T located(Value value, Part<T> part) {
        try {
            return part.read();
        } catch (MappingProblem problem) {
            throw value.refuse(new Text(problem.expectedFr(), problem.expectedEn()));
        }
    }
}
