// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A FHIR R4 bundle under construction: a transaction (R4, http.html, batch and transaction), or a
 * message, which changes nothing that a server keeps (R4, messaging).
 */
final class Bundle {
    private final List<Node> entries = new ArrayList<>();
    private final Map<String, Node> resources = new HashMap<>();
    private final Origins origins;
    private boolean message;
    private Node identifier = new Node();

    Bundle(Origins origins) {
        this.origins = origins;
    }

    /** Says by which number its sender knows what it was made of. */
    void identify(Node number) {
        identifier = number;
    }

    /** Makes it a message, to be said before anything is added. */
    void becomeMessage() {
        message = true;
    }

    /** What refers to every resource of a type, in the order they came. */
    List<String> references(String type) {
        return entries.stream()
                .filter(entry -> entry.node("resource").text("resourceType").equals(type))
                .map(entry -> entry.text("fullUrl"))
                .toList();
    }

    /** Whether a resource of that key is already there. */
    boolean has(Key key) {
        return resources.containsKey(key.reference());
    }

    /**
     * Adds a resource that the receiver replaces when it has it, so that a retry changes nothing.
     * The first of two with the same key stays.
     *
     * @return what refers to it
     */
    String put(Node resource, Key key) {
        String reference = entry(resource, key, "PUT", "");
        origins.made(resources.getOrDefault(reference, resource), false);
        return reference;
    }

    /** The same for one that is made while another, of the same segments, is not finished. */
    String putWithin(Node resource, Key key) {
        String reference = entry(resource, key, "PUT", "");
        origins.made(resources.getOrDefault(reference, resource), true);
        return reference;
    }

    /** Adds a resource the receiver keeps as it has it: the message only mentions it. */
    String mention(Node resource, Key key) {
        String reference =
                key.search().isEmpty()
                        ? entry(resource, key, "PUT", "")
                        : entry(resource, key, "POST", key.search());
        origins.made(resources.getOrDefault(reference, resource), true);
        return reference;
    }

    /** A resource of the bundle; an empty one when it has none so referred to. */
    Node resource(String reference) {
        return resources.getOrDefault(reference, new Node());
    }

    /**
     * Adds to a resource of the bundle what another field says of it, such as the address of an
     * organization; nothing when it has one already.
     */
    void complete(String reference, String member, Node value) {
        Node resource = resources.get(reference);
        if (resource != null && !resource.holds(member, value)) {
            resource.add(member, value);
        }
    }

    /**
     * @param expected about how many bytes it will take
     */
    byte[] toJson(String timestamp, int expected) {
        resources.values().forEach(Bundle::settle);
        // The type comes first: by it a FHIR destination is told where to post, without parsing.
        return Node.resource("Bundle")
                .put("type", message ? "message" : "transaction")
                .put("identifier", identifier)
                .put("timestamp", timestamp)
                .addAll("entry", entries)
                .toJson(expected);
    }

    /** R4 invariants org-2 and org-3: what a sender calls an organization's home has no use. */
    private static void settle(Node resource) {
        if (resource.text("resourceType").equals("Organization")) {
            resource.dropWithin("address", "use", "home");
            resource.dropWithin("telecom", "use", "home");
        }
    }

    private String entry(Node resource, Key key, String method, String ifNoneExist) {
        if (resources.putIfAbsent(key.reference(), resource) == null) {
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
