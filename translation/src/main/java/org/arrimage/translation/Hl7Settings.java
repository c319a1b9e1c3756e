// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.fhir.Hl7Version;
import org.arrimage.fhir.WritingSettings;
import org.arrimage.receiver.ReceiverProfile;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a translation to HL7 v2 needs to know besides the bundle.
 *
 * @param writing version, event, names of systems
 * @param profile what the receiver asks for
 * @param sources where the bundle came from, when it was translated from HL7 v2 and its source
 *     fields are to be restored; nothing otherwise
 */
public record Hl7Settings(
        WritingSettings writing, ReceiverProfile profile, Optional<Sources> sources) {

    /** For a receiver that asks for nothing. */
    public static Hl7Settings of(WritingSettings writing) {
        return new Hl7Settings(writing, ReceiverProfile.plain(), Optional.empty());
    }

    /**
     * The way back of a translation: its zone, its code tables, its names of authorities and coding
     * systems, each read backwards, and the systems of what never leaves.
     *
     * @param at MSH-7 of a bundle without timestamp
     */
    public static Hl7Settings backFrom(TranslationSettings settings, Instant at) {
        WritingSettings writing =
                WritingSettings.defaults(at)
                        .withZone(settings.zone())
                        .withNiuSystems(niuSystems(settings))
                        .withTables(new InverseTables(settings.tables()))
                        .withNames(
                                inverse(settings.authorities()), inverse(settings.codeSystems()));
        return of(writing);
    }

    /** Every system under which the names of the NIU would be written in a bundle. */
    private static Set<String> niuSystems(TranslationSettings settings) {
        var systems = new HashSet<String>();
        for (String name : settings.niuAuthorities()) {
            systems.add(Systems.name(Systems.AUTHORITY, name));
            systems.add(Systems.uri(name));
            systems.add(settings.authorities().getOrDefault(name, ""));
        }
        systems.remove("");
        return systems;
    }

    private static Map<String, String> inverse(Map<String, String> names) {
        var inverse = new TreeMap<String, String>();
        names.forEach(
                (name, uri) -> inverse.merge(uri, name, (a, b) -> a.compareTo(b) <= 0 ? a : b));
        return inverse;
    }

    /** The same in another version, for a given message; an empty event leaves it as it is. */
    public Hl7Settings with(Hl7Version version, String event) {
        WritingSettings other = writing.withVersion(version);
        return new Hl7Settings(event.isEmpty() ? other : other.withEvent(event), profile, sources);
    }

    /** The same with the source fields to restore. */
    public Hl7Settings restoring(Sources from) {
        return new Hl7Settings(writing, profile, Optional.of(from));
    }

    /** The same for another receiver. */
    public Hl7Settings withProfile(ReceiverProfile other) {
        return new Hl7Settings(writing, other, sources);
    }
}
