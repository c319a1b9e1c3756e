// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.ArrayList;
import java.util.List;

/**
 * One element of a bundle as JSON has it: an object, a list or a value. It knows where it stands
 * and whether a field has carried it, hence the loss report.
 */
final class Element {
    private static final List<Element> NO_CHILDREN = List.of();

    /** Stands for what is absent. */
    static final Element NONE = new Element("", -1, Kind.OBJECT, "");

    enum Kind {
        OBJECT,
        LIST,
        TEXT,
        NUMBER,
        TRUTH
    }

    private final String name;
    private final int index;
    private final Kind kind;
    private final String value;
    private List<Element> children = NO_CHILDREN;
    private Element parent = this;
    private boolean taken;

    Element(String name, int index, Kind kind, String value) {
        this.name = name;
        this.index = index;
        this.kind = kind;
        this.value = value;
    }

    void add(Element child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(4);
        }
        child.parent = this;
        children.add(child);
    }

    String name() {
        return name;
    }

    int index() {
        return index;
    }

    Kind kind() {
        return kind;
    }

    List<Element> children() {
        return children;
    }

    boolean isLeaf() {
        return kind != Kind.OBJECT && kind != Kind.LIST;
    }

    /** Whether there is something. */
    boolean isPresent() {
        return isLeaf() || !children.isEmpty();
    }

    /** A member; {@link #NONE} when there is none. */
    Element get(String member) {
        if (kind == Kind.LIST) {
            // Items have no names, and a long list is asked by each of its items.
            return NONE;
        }
        for (Element child : children) {
            if (child.name.equals(member)) {
                return child;
            }
        }
        return NONE;
    }

    /** A member of a member. */
    Element get(String member, String inner) {
        return get(member).get(inner);
    }

    /** The items of a list; of one that should be a list and is not, itself. */
    List<Element> list(String member) {
        Element found = get(member);
        if (found.kind == Kind.LIST) {
            return found.children;
        }
        return found.isPresent() ? List.of(found) : NO_CHILDREN;
    }

    /** The first item of a list, {@link #NONE} when there is none. */
    Element first(String member) {
        List<Element> items = list(member);
        return items.isEmpty() ? NONE : items.getFirst();
    }

    /** The value, without claiming that a field carries it; empty for an object or a list. */
    String peek() {
        return value;
    }

    String peek(String member) {
        return get(member).value;
    }

    /** The value, which a field then carries. */
    String take() {
        taken = this != NONE;
        return value;
    }

    String take(String member) {
        return get(member).take();
    }

    /** Says that fields carry all of an element. */
    Element takeAll() {
        taken = true;
        // What is taken as a whole is a datatype, whose depth the reader has bounded.
        children.forEach(Element::takeAll);
        return this;
    }

    boolean isTaken() {
        return taken;
    }

    /** The resource it stands in, or is. */
    Element resource() {
        Element at = this;
        while (at.parent != at && !at.get("resourceType").isLeaf()) {
            at = at.parent;
        }
        return at;
    }

    /** The extension of that URL; {@link #NONE} when there is none. */
    Element extension(String url) {
        for (Element extension : list("extension")) {
            if (extension.peek("url").equals(url)) {
                return extension;
            }
        }
        return NONE;
    }

    /** One of HL7's extensions by its name. */
    Element core(String extension) {
        return extension("http://hl7.org/fhir/StructureDefinition/" + extension);
    }

    /** The value of one of HL7's extensions, which a field then carries with its URL. */
    String takeExtension(String name) {
        Element extension = core(name);
        Element value = extension.choice("value");
        if (value.isLeaf()) {
            extension.take("url");
        }
        return value.take();
    }

    /** The member whose name begins so, as {@code value[x]} does; {@link #NONE} when absent. */
    Element choice(String prefix) {
        for (Element child : children) {
            if (child.name.startsWith(prefix)
                    && child.name.length() > prefix.length()
                    && Character.isUpperCase(child.name.charAt(prefix.length()))) {
                return child;
            }
        }
        return NONE;
    }

    /** Where it stands, for instance {@code Bundle.entry[1].resource.name[0].family}. */
    String path() {
        var steps = new ArrayList<Element>();
        for (Element at = this; at.parent != at; at = at.parent) {
            steps.add(at);
        }
        var path = new StringBuilder("Bundle");
        for (Element step : steps.reversed()) {
            step.appendStep(path);
        }
        return path.toString();
    }

    void appendStep(StringBuilder path) {
        if (index >= 0) {
            path.append('[').append(index).append(']');
        } else {
            path.append('.').append(name);
        }
    }

    /** The place only: content must not reach a log by accident. */
    @Override
    public String toString() {
        return path();
    }
}
