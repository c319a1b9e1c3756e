// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Walks a bundle once after it was written and gathers what no field carries. */
final class FhirLosses {
    /** Longest list kept: a bundle of a hundred thousand results repeats the same loss. */
    private static final int MOST = 1000;

    /**
     * What only says how a bundle is put together, as separators and set ids do in v2: names of
     * resources, and what a server is to do with them.
     */
    private static final Set<String> OF_ENTRY = Set.of("fullUrl", "request", "search", "link");

    private static final Set<String> OF_RESOURCE = Set.of("resourceType", "id");

    private final List<String> lost = new ArrayList<>();
    private final StringBuilder path = new StringBuilder("Bundle");
    private int populated;
    private int unlisted;

    private FhirLosses() {}

    static Written.Loss of(Element bundle) {
        var losses = new FhirLosses();
        for (Element member : bundle.children()) {
            if (member.name().equals("entry")) {
                losses.entries(member);
            } else if (!Set.of("resourceType", "type", "id", "link", "total")
                    .contains(member.name())) {
                losses.step(member);
            }
        }
        return new Written.Loss(losses.populated, losses.lost, losses.unlisted);
    }

    private void entries(Element list) {
        for (Element entry : list.children()) {
            for (Element member : entry.children()) {
                if (member.name().equals("resource")) {
                    path.setLength("Bundle".length());
                    path.append(".entry[").append(entry.index()).append("].resource");
                    members(member, OF_RESOURCE);
                } else if (!OF_ENTRY.contains(member.name())) {
                    path.setLength("Bundle".length());
                    path.append(".entry[").append(entry.index()).append(']');
                    step(member);
                }
            }
        }
        path.setLength("Bundle".length());
    }

    private void members(Element element, Set<String> except) {
        for (Element member : element.children()) {
            if (!except.contains(member.name())) {
                step(member);
            }
        }
    }

    private void step(Element element) {
        int before = path.length();
        element.appendStep(path);
        if (element.isLeaf()) {
            leaf(element);
        } else {
            // A contained resource is named as one of the bundle is.
            members(element, element.get("resourceType").isLeaf() ? OF_RESOURCE : Set.of());
        }
        path.setLength(before);
    }

    private void leaf(Element element) {
        if (element.peek().isEmpty()) {
            return;
        }
        populated++;
        if (element.isTaken()) {
            return;
        }
        if (lost.size() < MOST) {
            lost.add(path.toString());
        } else {
            unlisted++;
        }
    }
}
