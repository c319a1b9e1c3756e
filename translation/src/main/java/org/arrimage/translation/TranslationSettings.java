// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * What a translation needs to know besides the message.
 *
 * @param zone the zone of date-times sent without offset; default America/Toronto
 * @param authorities system URI of an assigning authority, by the name or OID senders write;
 *     default none, see {@code docs/protocols/translation.md} for what is used then
 * @param codeSystems system URI of a coding system, by the name senders write; default none
 * @param namAuthorities names and OIDs under which senders issue the Québec health insurance number
 *     (NAM)
 * @param niuAuthorities names and OIDs of the unique user number (NIU), which is confidential and
 *     never leaves in a bundle (P-9.0001, s. 76)
 * @param tables the organisation's code tables; default none, the module's alone
 * @param mapping what is changed after the typed mappers; default {@link Mapping#NONE}
 * @param checksNamDigit whether a NAM whose last digit is not the one the public rule gives is
 *     remarked, the number being kept; default no, since that rule was never confirmed
 */
public record TranslationSettings(
        ZoneId zone,
        Map<String, String> authorities,
        Map<String, String> codeSystems,
        Set<String> namAuthorities,
        Set<String> niuAuthorities,
        CodeTables tables,
        Mapping mapping,
        boolean checksNamDigit) {

    public TranslationSettings {
        authorities = Map.copyOf(authorities);
        codeSystems = Map.copyOf(codeSystems);
        namAuthorities = Set.copyOf(namAuthorities);
        niuAuthorities = Set.copyOf(niuAuthorities);
    }

    /** The defaults. */
    public static TranslationSettings defaults() {
        return new TranslationSettings(
                ZoneId.of("America/Toronto"),
                Map.of(),
                Map.of(),
                Set.of("RAMQ", "QC", "CANQC", "2.16.124.10.101.1.60.100"),
                Set.of("NIU", "NIU-U", "NIUU"),
                CodeTables.NONE,
                Mapping.NONE,
                false);
    }

    /** The same with another zone. */
    public TranslationSettings withZone(ZoneId other) {
        return new TranslationSettings(
                other,
                authorities,
                codeSystems,
                namAuthorities,
                niuAuthorities,
                tables,
                mapping,
                checksNamDigit);
    }

    /** The same with an organisation's code tables. */
    public TranslationSettings withTables(CodeTables other) {
        return new TranslationSettings(
                zone,
                authorities,
                codeSystems,
                namAuthorities,
                niuAuthorities,
                other,
                mapping,
                checksNamDigit);
    }

    /** The same with all that a mapping says; the mapping wins. */
    public TranslationSettings with(Mapping other) {
        return other.over(this);
    }

    /** The same, with or without a look at the last digit of a NAM. */
    public TranslationSettings withNamDigitChecked(boolean checked) {
        return new TranslationSettings(
                zone,
                authorities,
                codeSystems,
                namAuthorities,
                niuAuthorities,
                tables,
                mapping,
                checked);
    }
}
