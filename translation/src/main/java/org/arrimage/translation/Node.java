// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A JSON object being built, members in the order they come. What is empty is not put, since FHIR
 * forbids empty values (R4, JSON representation), so mappers need not ask before each line.
 */
final class Node {
    private static final String[] NO_NAMES = {};
    private static final Object[] NO_VALUES = {};

    private String[] names = NO_NAMES;
    private Object[] values = NO_VALUES;
    private int size;

    /** A JSON number kept in the sender's digits: 5.10 is not 5.1 (R4, decimal). */
    private record Literal(String digits) {}

    static Node resource(String type) {
        return new Node().put("resourceType", type);
    }

    boolean isEmpty() {
        return size == 0;
    }

    Node put(String name, String text) {
        return text.isEmpty() ? this : set(name, text);
    }

    Node put(String name, Node node) {
        return node.isEmpty() ? this : set(name, node);
    }

    Node put(String name, boolean truth) {
        return set(name, truth);
    }

    Node number(String name, String digits) {
        return digits.isEmpty() ? this : set(name, new Literal(digits));
    }

    Node add(String name, String text) {
        if (!text.isEmpty()) {
            list(name).add(text);
        }
        return this;
    }

    Node add(String name, Node node) {
        if (!node.isEmpty()) {
            list(name).add(node);
        }
        return this;
    }

    Node addAll(String name, List<Node> nodes) {
        nodes.forEach(node -> add(name, node));
        return this;
    }

    /** Copies the members of another object. */
    Node putAll(Node other) {
        for (int i = 0; i < other.size; i++) {
            set(other.names[i], other.values[i]);
        }
        return this;
    }

    boolean has(String name) {
        return find(name) >= 0;
    }

    /** A member's text, empty when it is absent or no text. */
    String text(String name) {
        int at = find(name);
        return at >= 0 && values[at] instanceof String text ? text : "";
    }

    byte[] toJson() {
        var out = new JsonBytes();
        write(out);
        return out.toBytes();
    }

    private Node set(String name, Object value) {
        int at = find(name);
        if (at >= 0) {
            values[at] = value;
            return this;
        }
        if (size == names.length) {
            int room = Math.max(4, size * 2);
            names = Arrays.copyOf(names, room);
            values = Arrays.copyOf(values, room);
        }
        names[size] = name;
        values[size++] = value;
        return this;
    }

    private int find(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("unchecked") // only this method puts lists
    private List<Object> list(String name) {
        int at = find(name);
        if (at >= 0) {
            return (List<Object>) values[at];
        }
        var list = new ArrayList<Object>(2);
        set(name, list);
        return list;
    }

    private void write(JsonBytes out) {
        out.sign('{');
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.sign(',');
            }
            out.string(names[i]);
            out.sign(':');
            write(out, values[i]);
        }
        out.sign('}');
    }

    private static void write(JsonBytes out, Object value) {
        switch (value) {
            case String text -> out.string(text);
            case Node node -> node.write(out);
            case Literal number -> out.ascii(number.digits());
            case Boolean truth -> out.ascii(truth.toString());
            case List<?> list -> write(out, list);
            default -> throw new IllegalStateException("no JSON form for " + value.getClass());
        }
    }

    private static void write(JsonBytes out, List<?> list) {
        out.sign('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.sign(',');
            }
            write(out, list.get(i));
        }
        out.sign(']');
    }
}
