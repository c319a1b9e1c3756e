// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a rule of a mapping writes: a resource type and the elements down to one that exists in
 * FHIR R4, as {@code Encounter.serviceType.text} or {@code Patient.extension(URL).valueString}.
 *
 * @param resource the type of resource
 * @param steps the elements passed through
 * @param leaf the element written
 * @param alternatives the elements that must not stand beside it
 */
record MappingTarget(
        String resource, List<Step> steps, R4Types.Element leaf, List<String> alternatives) {

    /** Longer paths do not exist in FHIR. */
    private static final int MOST_STEPS = 12;

    /** What is passed through: a list by its first item, an extension by its URL. */
    record Step(String name, boolean list, String url) {}

    /**
     * @throws MappingProblem when FHIR R4 has no such element
     */
    static MappingTarget of(String path) throws MappingProblem {
        List<String> words = words(path);
        String type = words.getFirst();
        if (words.size() < 2 || words.size() > MOST_STEPS || !isResource(type)) {
            throw new MappingProblem(
                    "un chemin FHIR R4 tel que Patient.maritalStatus",
                    "a FHIR R4 path such as Patient.maritalStatus");
        }
        var steps = new ArrayList<Step>();
        for (String word : words.subList(1, words.size() - 1)) {
            if (word.startsWith("extension(") && word.endsWith(")")) {
                steps.add(new Step("extension", true, url(word)));
                type = "Extension";
            } else {
                R4Types.Element element = element(type, word);
                steps.add(new Step(word, element.list(), ""));
                type = element.type();
            }
        }
        R4Types.Element leaf = element(type, words.getLast());
        return new MappingTarget(
                words.getFirst(), List.copyOf(steps), leaf, R4Types.alternatives(type, leaf));
    }

    private static boolean isResource(String type) {
        return type.indexOf('.') < 0
                && R4Types.has(type)
                && R4Types.element(type, "language").isPresent()
                && R4Types.element(type, "meta").isPresent();
    }

    /** The words between dots; a URL in parentheses has dots of its own. */
    private static List<String> words(String path) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            inside = c == '(' || (inside && c != ')');
            if (c == '.' && !inside) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }

    private static String url(String word) throws MappingProblem {
        String url = word.substring("extension(".length(), word.length() - 1);
        if (url.indexOf(':') < 1 || url.chars().anyMatch(c -> c <= ' ')) {
            throw new MappingProblem(
                    "l'URL d'une extension, telle que extension(https://exemple.ca/unite)",
                    "the URL of an extension, such as extension(https://example.ca/unit)");
        }
        return url;
    }

    private static R4Types.Element element(String type, String name) throws MappingProblem {
        return R4Types.element(type, name).orElseThrow(() -> unknown(type, name));
    }

    private static MappingProblem unknown(String type, String name) {
        Set<String> known = R4Types.elements(type);
        String names = known.isEmpty() ? "-" : String.join(", ", known);
        return new MappingProblem(
                "un élément de " + type + " au lieu de « " + name + " » : " + names,
                "an element of " + type + " instead of \"" + name + "\": " + names);
    }

    /** Writes on a resource; {@code more} when the rule wrote here before in this message. */
    void write(Node resource, Object value, MappingRule.Mode mode, boolean more) {
        if (mode == MappingRule.Mode.ABSENT && !more && isPresent(resource)) {
            return;
        }
        Node at = resource;
        for (Step step : steps) {
            at = down(at, step);
        }
        alternatives.forEach(at::remove);
        if (leaf.list()) {
            boolean keeps = more || mode != MappingRule.Mode.REPLACE;
            at.addTo(leaf.name(), value, keeps);
        } else {
            at.setValue(leaf.name(), value);
        }
    }

    /** Nodes may be shared between resources: what is passed through becomes the resource's own. */
    private static Node down(Node at, Step step) {
        if (!step.list()) {
            return at.ownChild(step.name());
        }
        return step.url().isEmpty()
                ? at.ownFirst(step.name(), "", "")
                : at.ownFirst(step.name(), "url", step.url());
    }

    private boolean isPresent(Node resource) {
        Node at = resource;
        for (Step step : steps) {
            at =
                    step.url().isEmpty()
                            ? at.peek(step.name(), "", "")
                            : at.peek(step.name(), "url", step.url());
        }
        return at.has(leaf.name()) || alternatives.stream().anyMatch(at::has);
    }
}
