// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an organisation adds to the typed mappers, or puts in their place, without recompiling: code
 * tables, whose numbers are whose, and rules from fields to elements. A version never changes; see
 * {@link MappingFile} for how it is written.
 */
public final class Mapping {
    /** Nothing added. */
    public static final Mapping NONE = new Mapping("", 0, new Naming(), List.of(), Set.of());

    private final String name;
    private final int version;
    private final Naming naming;
    private final List<MappingRule> rules;
    private final Set<String> messages;

    /**
     * @param messages the types it is for, as {@code ORU^R01}; empty for all
     */
    Mapping(
            String name,
            int version,
            Naming naming,
            List<MappingRule> rules,
            Set<String> messages) {
        this.name = name;
        this.version = version;
        this.naming = naming;
        this.rules = List.copyOf(rules);
        this.messages = Set.copyOf(messages);
    }

    /**
     * Whose numbers and codes are whose; see {@link TranslationSettings} for each.
     *
     * @param authorities by the name senders write
     * @param codeSystems by the name senders write
     * @param nam further authorities of the health insurance number
     * @param niu further authorities of the unique user number
     */
    record Naming(
            Map<String, String> authorities,
            Map<String, String> codeSystems,
            Set<String> nam,
            Set<String> niu,
            CodeTables tables) {

        Naming() {
            this(Map.of(), Map.of(), Set.of(), Set.of(), CodeTables.NONE);
        }

        TranslationSettings over(TranslationSettings settings, Mapping mapping) {
            var allAuthorities = new HashMap<>(settings.authorities());
            allAuthorities.putAll(authorities);
            var allSystems = new HashMap<>(settings.codeSystems());
            allSystems.putAll(codeSystems);
            var allNam = new HashSet<>(settings.namAuthorities());
            allNam.addAll(nam);
            var allNiu = new HashSet<>(settings.niuAuthorities());
            allNiu.addAll(niu);
            return new TranslationSettings(
                    settings.zone(),
                    allAuthorities,
                    allSystems,
                    allNam,
                    allNiu,
                    settings.tables().and(tables),
                    mapping,
                    settings.checksNamDigit());
        }
    }

    /** As a route names it, {@code lab-results@3}; empty for {@link #NONE}. */
    public String id() {
        return this == NONE ? "" : name + '@' + version;
    }

    /** Settings with what this mapping says in them. */
    TranslationSettings over(TranslationSettings settings) {
        return naming.over(settings, this);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Applies the rules to what the mappers made, in the order of the file. */
    void apply(Draft draft) {
        var header = draft.message().header();
        String type = header.messageCode() + '^' + header.triggerEvent();
        if (rules.isEmpty() || !(messages.isEmpty() || messages.contains(type))) {
            return;
        }
        new Run(draft).apply(rules);
    }

    /** One message under the rules. */
    private static final class Run {
        private static final Comparator<Segment> BY_PLACE = Comparator.comparingInt(Segment::index);

        private final Draft draft;
        private final List<Segment> segments;
        private final Origins.Index origins;
        private final Map<String, List<Segment>> byName = new HashMap<>();

        Run(Draft draft) {
            this.draft = draft;
            this.segments = draft.message().segments();
            this.origins = draft.origins().index(segments);
        }

        void apply(List<MappingRule> rules) {
            for (Segment segment : segments) {
                byName.computeIfAbsent(segment.name(), _ -> new ArrayList<>()).add(segment);
            }
            for (MappingRule rule : rules) {
                Optional<MappingRule.Source> lead = rule.lead();
                if (lead.isEmpty()) {
                    for (Node resource : origins.all(rule.to().resource())) {
                        rule.to().write(resource, rule.fixed(), rule.mode(), false);
                    }
                } else {
                    each(rule, lead.get());
                }
            }
        }

        private void each(MappingRule rule, MappingRule.Source lead) {
            var written = new HashSet<Integer>();
            for (Segment segment : byName.getOrDefault(lead.path().segment(), List.of())) {
                if (!lead.wants(segment) || !holds(rule, segment)) {
                    continue;
                }
                origins.of(rule.to().resource(), segment)
                        .ifPresent(resource -> {
                            boolean more = !written.add(System.identityHashCode(resource));
                            write(rule, segment, resource, more);
                        });
            }
        }

        private void write(MappingRule rule, Segment segment, Node resource, boolean before) {
            if (rule.from().isEmpty()) {
                rule.to().write(resource, rule.fixed(), rule.mode(), before);
                return;
            }
            boolean more = before;
            Set<String> confidential = draft.settings().niuAuthorities();
            for (Value value : rule.from().get().values(segment, confidential)) {
                Optional<Object> made = MappingValue.read(draft, value, rule);
                if (made.isPresent()) {
                    rule.to().write(resource, made.get(), rule.mode(), more);
                    more = true;
                    if (!rule.to().leaf().list()) {
                        return;
                    }
                }
            }
        }

        private boolean holds(MappingRule rule, Segment segment) {
            return rule.when().stream()
                    .allMatch(condition -> condition.holds(near(condition.field(), segment)));
        }

        /** The segment a condition looks at: this one, the nearest of its name above, the first. */
        private Optional<Segment> near(MappingRule.Source field, Segment segment) {
            if (field.wants(segment)) {
                return Optional.of(segment);
            }
            List<Segment> named = byName.getOrDefault(field.path().segment(), List.of());
            if (field.narrowed()) {
                int occurrence = field.path().occurrence();
                return occurrence <= named.size()
                        ? Optional.of(named.get(occurrence - 1))
                        : Optional.empty();
            }
            if (named.isEmpty()) {
                return Optional.empty();
            }
            int below = -Collections.binarySearch(named, segment, BY_PLACE) - 1;
            return Optional.of(named.get(Math.max(0, below - 1)));
        }
    }
}
