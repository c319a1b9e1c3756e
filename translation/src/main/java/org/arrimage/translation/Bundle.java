// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A FHIR R4 bundle under construction: a transaction (R4, http.html, batch and transaction), or a
 * message, which changes nothing that a server keeps (R4, messaging).
 */
final class Bundle {
    private final List<Node> entries = new ArrayList<>();
    private boolean message;
    private final Set<String> uuids = new HashSet<>();

    /** Makes it a message, to be said before anything is added. */
    void becomeMessage() {
        message = true;
    }

    /** The resource added last under that reference; an empty one when there is none. */
    Node resource(String reference) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).text("fullUrl").equals(reference)) {
                return entries.get(i).node("resource").orElseGet(Node::new);
            }
        }
        return new Node();
    }

    /** Whether a resource of that key is already there. */
    boolean has(Key key) {
        return uuids.contains(key.uuid());
    }

    /**
     * Adds a resource that the receiver replaces when it has it, so that a retry changes nothing.
     * The first of two with the same key stays.
     *
     * @return what refers to it
     */
    String put(Node resource, Key key) {
        return entry(resource, key, "PUT", "");
    }

    /** Adds a resource the receiver keeps as it has it: the message only mentions it. */
    String mention(Node resource, Key key) {
        return key.search().isEmpty()
                ? entry(resource, key, "PUT", "")
                : entry(resource, key, "POST", key.search());
    }

    byte[] toJson(String timestamp) {
        return Node.resource("Bundle")
                .put("type", message ? "message" : "transaction")
                .put("timestamp", timestamp)
                .addAll("entry", entries)
                .toJson();
    }

    private String entry(Node resource, Key key, String method, String ifNoneExist) {
        if (uuids.add(key.uuid())) {
            String type = resource.text("resourceType");
            String url = type;
            if (method.equals("PUT")) {
                url += key.search().isEmpty() ? '/' + key.uuid() : '?' + key.search();
            }
            if (key.search().isEmpty()) {
                resource.put("id", key.uuid());
            }
            Node entry = new Node().put("fullUrl", key.reference()).put("resource", resource);
            if (!message) {
                entry.put(
                        "request",
                        new Node()
                                .put("method", method)
                                .put("url", url)
                                .put("ifNoneExist", ifNoneExist));
            }
            entries.add(entry);
        }
        return key.reference();
    }
}
