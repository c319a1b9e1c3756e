// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A JSON object being built, members in the order they come. What is empty is not put, since FHIR
 * forbids empty values (R4, JSON representation), so mappers need not ask before each line.
 */
final class Node {
    private static final JsonFactory JSON = new JsonFactory();

    private String[] names = new String[8];
    private Object[] values = new Object[8];
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

    boolean has(String name) {
        return find(name) >= 0;
    }

    /** A member's text, empty when it is absent or no text. */
    String text(String name) {
        int at = find(name);
        return at >= 0 && values[at] instanceof String text ? text : "";
    }

    byte[] toJson() {
        var out = new ByteArrayOutputStream(4096);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator);
        }
        return out.toByteArray();
    }

    private Node set(String name, Object value) {
        int at = find(name);
        if (at >= 0) {
            values[at] = value;
            return this;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
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

    private void write(JsonGenerator out) {
        out.writeStartObject();
        for (int i = 0; i < size; i++) {
            out.writeName(names[i]);
            write(out, values[i]);
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Object value) {
        switch (value) {
            case String text -> out.writeString(text);
            case Node node -> node.write(out);
            case Literal number -> out.writeNumber(number.digits());
            case Boolean truth -> out.writeBoolean(truth);
            case List<?> list -> {
                out.writeStartArray();
                list.forEach(element -> write(out, element));
                out.writeEndArray();
            }
            default -> throw new IllegalStateException("no JSON form for " + value.getClass());
        }
    }
}
