// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

import java.util.List;

/** What a message of ours becomes, checked valid. */
record Found(Translation.Translated translated, Bundle bundle) {

    static Found of(String... lines) throws Hl7Problem {
        var translated = Samples.translated(Samples.segments(lines));
        assertThat(Validity.errors(translated.json())).isEmpty();
        return new Found(translated, Validity.parse(translated.json()));
    }

    <T extends Resource> List<T> all(Class<T> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    <T extends Resource> T only(Class<T> type) {
        assertThat(all(type)).hasSize(1);
        return all(type).getFirst();
    }

    /** The resource a reference points at inside the bundle. */
    <T extends Resource> T at(Reference reference, Class<T> type) {
        return bundle.getEntry().stream()
                .filter(entry -> entry.getFullUrl().equals(reference.getReference()))
                .map(Bundle.BundleEntryComponent::getResource)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
