// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What writing needs to know besides the bundle.
 *
 * @param version the version the receiver reads; default 2.5.1
 * @param event the message to write, such as {@code ADT^A08}; empty to take it from MessageHeader,
 *     or from the resources with a remark
 * @param at MSH-7 of a bundle without timestamp
 * @param zone the zone of moments that must be written without offset, and of {@code at}; default
 *     America/Toronto
 * @param offsets whether moments are written with their offset; default true. Without, they are the
 *     local time of the zone
 * @param processing MSH-11 of a bundle that does not say; default {@code P}
 * @param authorities assigning authority as written in CX-4 (name, OID, type of OID separated by
 *     {@code &}), by identifier system; default the NAM's
 * @param codeSystems name of a coding system as the receiver writes it, by URI; default none
 * @param niuSystems systems of the unique user number (NIU), which never leaves (P-9.0001, s. 76)
 * @param tables HL7 codes by FHIR codes, besides those the writers know; default none
 * @param limits how much of a bundle is read
 */
public record WritingSettings(
        Hl7Version version,
        String event,
        Instant at,
        ZoneId zone,
        boolean offsets,
        String processing,
        Map<String, String> authorities,
        Map<String, String> codeSystems,
        Set<String> niuSystems,
        TableLookup tables,
        FhirLimits limits) {

    static final String NAM =
            "https://fhir.infoway-inforoute.ca/NamingSystem/ca-qc-patient-healthcare-id";

    public WritingSettings {
        authorities = Map.copyOf(authorities);
        codeSystems = Map.copyOf(codeSystems);
        niuSystems = Set.copyOf(niuSystems);
    }

    /** The defaults. */
    public static WritingSettings defaults(Instant at) {
        return new WritingSettings(
                Hl7Version.V2_5_1,
                "",
                at,
                ZoneId.of("America/Toronto"),
                true,
                "P",
                Map.of(NAM, "RAMQ"),
                Map.of(),
                Set.of(
                        Authorities.NAME + "NIU",
                        Authorities.NAME + "NIU-U",
                        Authorities.NAME + "NIUU"),
                TableLookup.NONE,
                FhirLimits.defaults());
    }

    /** The same in another version. */
    public WritingSettings withVersion(Hl7Version other) {
        return with(copy -> copy.version = other);
    }

    /** The same for a given message, such as {@code ADT^A08}. */
    public WritingSettings withEvent(String other) {
        return with(copy -> copy.event = other);
    }

    /** The same in another zone. */
    public WritingSettings withZone(ZoneId other) {
        return with(copy -> copy.zone = other);
    }

    /** The same with moments written with or without offset. */
    public WritingSettings withOffsets(boolean other) {
        return with(copy -> copy.offsets = other);
    }

    /** The same with names for assigning authorities and coding systems, added to its own. */
    public WritingSettings withNames(
            Map<String, String> moreAuthorities, Map<String, String> moreCodeSystems) {
        var bothAuthorities = new HashMap<>(authorities);
        bothAuthorities.putAll(moreAuthorities);
        var bothCodeSystems = new HashMap<>(codeSystems);
        bothCodeSystems.putAll(moreCodeSystems);
        return with(copy -> {
            copy.authorities = bothAuthorities;
            copy.codeSystems = bothCodeSystems;
        });
    }

    /** The same with other systems of the unique user number. */
    public WritingSettings withNiuSystems(Set<String> other) {
        return with(copy -> copy.niuSystems = other);
    }

    /** The same with the tables of the other direction. */
    public WritingSettings withTables(TableLookup other) {
        return with(copy -> copy.tables = other);
    }

    private WritingSettings with(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    /** The settings being changed: the long constructor is called in one place. */
    private static final class Copy {
        private final WritingSettings from;
        private Hl7Version version;
        private String event;
        private ZoneId zone;
        private boolean offsets;
        private Map<String, String> authorities;
        private Map<String, String> codeSystems;
        private Set<String> niuSystems;
        private TableLookup tables;

        private Copy(WritingSettings from) {
            this.from = from;
            version = from.version;
            event = from.event;
            zone = from.zone;
            offsets = from.offsets;
            authorities = from.authorities;
            codeSystems = from.codeSystems;
            niuSystems = from.niuSystems;
            tables = from.tables;
        }

        private WritingSettings made() {
            return new WritingSettings(
                    version,
                    event,
                    from.at,
                    zone,
                    offsets,
                    from.processing,
                    authorities,
                    codeSystems,
                    niuSystems,
                    tables,
                    from.limits);
        }
    }
}
