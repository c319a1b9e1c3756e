// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One bundle being written: its resources, how they refer to each other, and what was remarked. */
final class Writing {
    /** More remarks than this help nobody. */
    private static final int MOST_REMARKS = 200;

    private static final int DIGEST_BYTES = 8;

    private final WritingSettings settings;
    private final Element bundle;
    private final byte[] json;
    private final List<Element> resources = new ArrayList<>();
    private final List<Element> patients;
    private final Map<String, Element> byReference = new HashMap<>();
    private final Map<String, List<Element>> byType = new HashMap<>();
    private final Map<String, Map<Element, List<Element>>> indexes = new HashMap<>();
    private final Map<Element, String> names = new HashMap<>();
    private final Map<Element, Map<String, Element>> contained = new HashMap<>();
    private final List<FhirProblem> remarks = new ArrayList<>();

    /** Made when a message first needs it, for each patient of the bundle may. */
    private String digest = "";

    Writing(WritingSettings settings, Element bundle, byte[] json) {
        this.settings = settings;
        this.json = json;
        this.bundle = bundle;
        for (Element entry : bundle.list("entry")) {
            Element resource = entry.get("resource");
            if (resource.isPresent()) {
                register(entry, resource);
            }
        }
        this.patients = current(all("Patient"));
    }

    private void register(Element entry, Element resource) {
        resources.add(resource);
        String type = resource.peek("resourceType");
        byType.computeIfAbsent(type, _ -> new ArrayList<>()).add(resource);
        String full = entry.peek("fullUrl");
        String local = type + '/' + resource.peek("id");
        if (!resource.peek("id").isEmpty()) {
            byReference.putIfAbsent(local, resource);
        }
        if (!full.isEmpty()) {
            byReference.putIfAbsent(full, resource);
        }
        names.put(resource, full.isEmpty() ? local : full);
    }

    WritingSettings settings() {
        return settings;
    }

    Hl7Version version() {
        return settings.version();
    }

    Element bundle() {
        return bundle;
    }

    /** Sixteen hexadecimal digits, the same for the same bundle. */
    String digest() {
        if (digest.isEmpty()) {
            digest = digest(json);
        }
        return digest;
    }

    private static String digest(byte[] json) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    List<Element> resources() {
        return resources;
    }

    /** What refers to a resource: its fullUrl, or type and id. */
    String nameOf(Element resource) {
        return names.getOrDefault(resource, "");
    }

    /** Every resource of a type, in the order they come. */
    List<Element> all(String type) {
        return byType.getOrDefault(type, List.of());
    }

    /** The first resource of a type; {@link Element#NONE} when there is none. */
    Element first(String type) {
        List<Element> found = all(type);
        return found.isEmpty() ? Element.NONE : found.getFirst();
    }

    /**
     * The resource a Reference leads to, in the bundle or contained; {@link Element#NONE} when it
     * leads elsewhere. That the reference led somewhere is what a v2 message says by its structure.
     */
    Element follow(Element reference) {
        String target = reference.peek("reference");
        if (target.isEmpty()) {
            return Element.NONE;
        }
        Element found =
                target.startsWith("#")
                        ? contained(reference.resource(), target.substring(1))
                        : byReference.getOrDefault(target, Element.NONE);
        if (found.isPresent()) {
            reference.take("reference");
            reference.take("type");
        }
        return found;
    }

    /** Whether a Reference leads to that resource. */
    boolean leads(Element reference, Element resource) {
        return follow(reference) == resource;
    }

    private Element contained(Element holder, String id) {
        return contained.computeIfAbsent(holder, Writing::byId).getOrDefault(id, Element.NONE);
    }

    private static Map<String, Element> byId(Element holder) {
        var byId = new HashMap<String, Element>();
        holder.list("contained").forEach(inner -> byId.putIfAbsent(inner.peek("id"), inner));
        return byId;
    }

    /**
     * Those a message may be about: a patient that another replaces is told of in MRG, unless
     * nothing else is there.
     */
    List<Element> patients() {
        return patients;
    }

    private static List<Element> current(List<Element> all) {
        List<Element> current =
                all.stream()
                        .filter(patient ->
                                patient.list("link").stream()
                                        .noneMatch(link -> link.peek("type").equals("replaced-by")))
                        .toList();
        return current.isEmpty() ? all : current;
    }

    /**
     * The resources of a type whose reference leads to another. Those without it count too, when
     * there is one patient: among several they could be anybody's.
     */
    List<Element> about(String type, String member, Element subject) {
        List<Element> tied = referring(type, member, subject);
        List<Element> untied = referring(type, member, Element.NONE);
        if (untied.isEmpty() || patients.size() > 1) {
            return tied;
        }
        var both = new ArrayList<>(tied);
        both.addAll(untied);
        return both;
    }

    /**
     * The resources of a type whose references, at a path, lead to another; NONE: that have none.
     */
    List<Element> referring(String type, String path, Element target) {
        return indexes.computeIfAbsent(type + '.' + path, _ -> index(type, path))
                .getOrDefault(target, List.of());
    }

    private Map<Element, List<Element>> index(String type, String path) {
        var index = new HashMap<Element, List<Element>>();
        int dot = path.indexOf('.');
        for (Element resource : all(type)) {
            Element owner = dot < 0 ? resource : resource.first(path.substring(0, dot));
            List<Element> references = owner.list(path.substring(dot + 1));
            if (references.isEmpty()) {
                index.computeIfAbsent(Element.NONE, _ -> new ArrayList<>()).add(resource);
            }
            for (Element reference : references) {
                Element target = follow(reference);
                if (target.isPresent()) {
                    index.computeIfAbsent(target, _ -> new ArrayList<>()).add(resource);
                }
            }
        }
        return index;
    }

    SegmentDraft segment(String name, Element source) {
        return new SegmentDraft(name, version(), source);
    }

    void remark(ProblemCode code, Element where) {
        if (remarks.size() < MOST_REMARKS) {
            remarks.add(FhirProblem.at(code, where.path()));
        }
    }

    List<FhirProblem> remarks() {
        return remarks;
    }
}
