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
    /** A small report or a small resource. */
    private static final int USUAL_LENGTH = 1_024;

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

    /** Takes a member away from every entry of a list where it has that text. */
    void dropWithin(String list, String name, String text) {
        int at = find(list);
        if (at >= 0 && values[at] instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Node node && node.text(name).equals(text)) {
                    node.remove(name);
                }
            }
        }
    }

    /** Number of its members. */
    int size() {
        return size;
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

    /** Whether a member's name begins so, as those of a choice of types do. */
    boolean hasAny(String prefix) {
        for (int i = 0; i < size; i++) {
            if (names[i].startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** A member that is an object, an empty one when it is absent or none. */
    Node node(String name) {
        int at = find(name);
        return at >= 0 && values[at] instanceof Node node ? node : new Node();
    }

    /** The first entry of a list that is an object, an empty one when there is none. */
    Node first(String name) {
        return nth(name, 0);
    }

    /** An entry of a list, from 0, that is an object; an empty one when there is none. */
    Node nth(String name, int n) {
        int at = find(name);
        return at >= 0
                        && values[at] instanceof List<?> list
                        && n < list.size()
                        && list.get(n) instanceof Node node
                ? node
                : new Node();
    }

    /** A member's text, empty when it is absent or no text. */
    String text(String name) {
        int at = find(name);
        return at >= 0 && values[at] instanceof String text ? text : "";
    }

    // ---- what a mapping changes after the mappers; see MappingTarget

    /** Puts a text, a node, a number or a truth as it is. */
    void setValue(String name, Object value) {
        set(name, value);
    }

    /** A JSON number in the given digits, for {@link #setValue}. */
    static Object numeral(String digits) {
        return new Literal(digits);
    }

    /** Appends to a list of its own, after what is there or instead of it. */
    void addTo(String name, Object value, boolean keeps) {
        var items = new ArrayList<Object>(keeps ? items(name) : List.of());
        items.add(value);
        set(name, items);
    }

    void remove(String name) {
        int at = find(name);
        if (at >= 0) {
            size--;
            System.arraycopy(names, at + 1, names, at, size - at);
            System.arraycopy(values, at + 1, values, at, size - at);
        }
    }

    /** A member that is an object, made its own or made new. */
    Node ownChild(String name) {
        int at = find(name);
        Node child = at >= 0 && values[at] instanceof Node node ? node.copy() : new Node();
        set(name, child);
        return child;
    }

    /** The first object of a list, made its own or made new; or the first with that member. */
    Node ownFirst(String name, String member, String value) {
        var items = new ArrayList<Object>(items(name));
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Node node && node.fits(member, value)) {
                Node own = node.copy();
                items.set(i, own);
                set(name, items);
                return own;
            }
        }
        Node made = new Node().put(member, value);
        items.add(made);
        set(name, items);
        return made;
    }

    /** What {@link #ownChild} or {@link #ownFirst} would begin from, unchanged; empty if new. */
    Node peek(String name, String member, String value) {
        int at = find(name);
        if (at >= 0 && values[at] instanceof Node node) {
            return node;
        }
        for (Object item : items(name)) {
            if (item instanceof Node node && node.fits(member, value)) {
                return node;
            }
        }
        return new Node();
    }

    private boolean fits(String member, String value) {
        return member.isEmpty() || text(member).equals(value);
    }

    private Node copy() {
        var copy = new Node();
        copy.names = names.clone();
        copy.values = values.clone();
        copy.size = size;
        return copy;
    }

    private List<?> items(String name) {
        int at = find(name);
        return at >= 0 && values[at] instanceof List<?> list ? list : List.of();
    }

    /** Whether a list has an equal entry. */
    boolean holds(String name, Node node) {
        int at = find(name);
        return at >= 0
                && values[at] instanceof List<?> list
                && list.stream().anyMatch(entry -> same(entry, node));
    }

    /** Whether another has the same member, or neither has it. */
    boolean sameMember(String name, Node other) {
        int here = find(name);
        int there = other.find(name);
        return (here < 0 || there < 0) ? here == there : same(values[here], other.values[there]);
    }

    /** Adds to a list the entries of another's that it does not hold. */
    void addMissing(String name, Node other) {
        int there = other.find(name);
        if (there >= 0 && other.values[there] instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Node node && !holds(name, node)) {
                    add(name, node);
                }
            }
        }
    }

    /** Takes the members of another that this one lacks. */
    void complete(Node other) {
        if (this != other) {
            for (int i = 0; i < other.size; i++) {
                if (find(other.names[i]) < 0) {
                    set(other.names[i], other.values[i]);
                }
            }
        }
    }

    private static boolean same(Object one, Object other) {
        if (one instanceof Node a && other instanceof Node b) {
            boolean same = a.size == b.size;
            for (int i = 0; same && i < a.size; i++) {
                same = a.names[i].equals(b.names[i]) && same(a.values[i], b.values[i]);
            }
            return same;
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            boolean same = a.size() == b.size();
            for (int i = 0; same && i < a.size(); i++) {
                same = same(a.get(i), b.get(i));
            }
            return same;
        }
        return one.equals(other);
    }

    byte[] toJson() {
        return toJson(USUAL_LENGTH);
    }

    /**
     * @param expected about how many bytes it will take
     */
    byte[] toJson(int expected) {
        var out = new JsonBytes(expected);
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
            out.name(names[i]);
            write(out, values[i]);
        }
        out.sign('}');
    }

    private static void write(JsonBytes out, Object value) {
        // The two commonest first: a switch on patterns costs more than the writing.
        if (value instanceof String text) {
            out.string(text);
            return;
        }
        if (value instanceof Node node) {
            node.write(out);
            return;
        }
        switch (value) {
            case List<?> list -> write(out, list);
            case Literal number -> out.ascii(number.digits());
            case Boolean truth -> out.ascii(truth.toString());
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
