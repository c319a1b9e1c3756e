// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

import java.util.List;

/** The resources that a message becomes, as HAPI reads them. */
final class Resources {
    private Resources() {}

    static <T extends Resource> List<T> all(String text, Class<T> type) throws Hl7Problem {
        return Validity.parse(Samples.translated(text).json()).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The only one of its type. */
    static <T extends Resource> T only(String text, Class<T> type) throws Hl7Problem {
        List<T> found = all(text, type);
        if (found.size() != 1) {
            throw new AssertionError(
                    "expected one " + type.getSimpleName() + ", not " + found.size());
        }
        return found.getFirst();
    }

    /** What a reference of the bundle leads to. */
    static <T extends Resource> T at(String text, String reference, Class<T> type)
            throws Hl7Problem {
        return Validity.parse(Samples.translated(text).json()).getEntry().stream()
                .filter(entry -> entry.getFullUrl().equals(reference))
                .map(entry -> type.cast(entry.getResource()))
                .findFirst()
                .orElseThrow();
    }
}
