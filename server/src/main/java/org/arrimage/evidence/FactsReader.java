// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import org.arrimage.evidence.EvidenceType.About;
import org.arrimage.registry.Asset;
import org.arrimage.registry.Organisation;
import org.arrimage.rulebook.Document;
import org.arrimage.rulebook.Fields;
import org.arrimage.rulebook.Period;
import org.arrimage.rulebook.RouteFacts.Role;
import org.arrimage.rulebook.Text;
import org.arrimage.rulebook.Unusable;
import org.arrimage.rulebook.Value;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a facts file strictly: what is unknown, missing, of the wrong type, impossible, or about
 * something nobody named is refused with its place.
 */
final class FactsReader {

    /** Most entries of one list; a megabyte of text holds fewer. */
    private static final int MOST = 20_000;

    private static final List<String> PARTICULARS =
            List.of("role", "residual", "number", "coordinator", "feasibility", "specification");

    private final Predicate<String> knownOrganisation;
    private final Predicate<String> knownAsset;
    private final Set<String> organisations = new HashSet<>();
    private final Set<String> assets = new HashSet<>();
    private final Set<String> evidence = new HashSet<>();

    /**
     * @param knownOrganisation whether an organisation is already in the registry
     * @param knownAsset whether an asset is already in the registry
     */
    FactsReader(Predicate<String> knownOrganisation, Predicate<String> knownAsset) {
        this.knownOrganisation = knownOrganisation;
        this.knownAsset = knownAsset;
    }

    /**
     * Reads YAML or JSON.
     *
     * @throws Unusable with the place, the value and the expectation
     */
    Facts read(byte[] bytes) {
        Fields fields = Document.read(bytes).fields("organisations", "assets", "evidence");
        // In this order: each may name what stands before it.
        List<Organisation> readOrganisations =
                fields.list("organisations", MOST, this::organisation);
        List<Asset> readAssets = fields.list("assets", MOST, this::asset);
        return new Facts(
                readOrganisations, readAssets, fields.list("evidence", MOST, this::evidence));
    }

    private Organisation organisation(Value value) {
        Fields fields = value.fields("id", "name", "category", "internal");
        return new Organisation(
                once(fields.required("id"), organisations),
                fields.text("name"),
                fields.required("category").choice(Organisation.Category.class),
                fields.required("internal").flag());
    }

    private Asset asset(Value value) {
        Fields fields = value.fields("id", "name", "organisation", "version", "internal", "holder");
        Value organisation = fields.required("organisation");
        if (!organisations.contains(organisation.identifier())
                && !knownOrganisation.test(organisation.identifier())) {
            throw organisation.refuse(
                    new Text(
                            "une organisation du fichier ou du registre",
                            "an organisation of the file or of the registry"));
        }
        return new Asset(
                once(fields.required("id"), assets),
                fields.text("name"),
                organisation.identifier(),
                fields.required("version").identifier(),
                fields.required("internal").flag(),
                fields.optional("holder").map(Value::identifier));
    }

    private Evidence evidence(Value value) {
        // "recorded" is read past: what the server wrote in an export comes back unchanged.
        Fields fields =
                value.fields(
                        "id",
                        "type",
                        "subject",
                        "effective",
                        "expires",
                        "recorded",
                        "author",
                        "verifier",
                        "declared",
                        "role",
                        "residual",
                        "number",
                        "coordinator",
                        "feasibility",
                        "specification");
        EvidenceType type = fields.required("type").choice(EvidenceType.class);
        for (String key : PARTICULARS) {
            refuseUnlessAllowed(fields, type, key);
        }
        String author = fields.required("author").identifier();
        return new Evidence(
                once(fields.required("id"), evidence),
                type,
                subject(fields.required("subject"), type),
                period(fields, type),
                author,
                verifier(fields, author),
                details(fields));
    }

    private static void refuseUnlessAllowed(Fields fields, EvidenceType type, String key) {
        if (type.needs(key)) {
            fields.required(key);
        } else if (!type.allows(key)) {
            fields.optional(key)
                    .ifPresent(value -> {
                        throw value.refuse(
                                new Text(
                                        "rien: %s n'a pas de %s".formatted(type, key),
                                        "nothing: %s has no %s".formatted(type, key)));
                    });
        }
    }

    private Subject subject(Value value, EvidenceType type) {
        Fields fields = value.fields("asset", "route", "version");
        Optional<Value> asset = fields.optional("asset");
        Optional<Value> route = fields.optional("route");
        Optional<Value> version = fields.optional("version");
        boolean fits =
                switch (type.about()) {
                    case About.ASSET -> asset.isPresent() && route.isEmpty();
                    case About.VERSION ->
                            asset.isPresent() && route.isEmpty() && version.isPresent();
                    case About.ROUTE -> route.isPresent() && asset.isEmpty() && version.isEmpty();
                    case About.EITHER ->
                            asset.isPresent() != route.isPresent()
                                    && (asset.isPresent() || version.isEmpty());
                };
        if (!fits) {
            throw value.refuse(expectation(type));
        }
        asset.ifPresent(this::mustBeKnown);
        return new Subject(
                asset.map(Value::identifier),
                route.map(Value::identifier),
                version.map(Value::identifier));
    }

    private void mustBeKnown(Value asset) {
        String id = asset.identifier();
        if (!assets.contains(id) && !knownAsset.test(id)) {
            throw asset.refuse(
                    new Text(
                            "un actif du fichier ou du registre",
                            "an asset of the file or of the registry"));
        }
    }

    private static Text expectation(EvidenceType type) {
        return switch (type.about()) {
            case About.ASSET ->
                    new Text(
                            "{asset} ou {asset, version}: " + type + " vise un actif",
                            "{asset} or {asset, version}: " + type + " is about an asset");
            case About.VERSION ->
                    new Text(
                            "{asset, version}: " + type + " vise une version exacte",
                            "{asset, version}: " + type + " is about an exact version");
            case About.ROUTE ->
                    new Text(
                            "{route}: " + type + " vise une route",
                            "{route}: " + type + " is about a route");
            case About.EITHER ->
                    new Text(
                            "{asset}, {asset, version} ou {route}",
                            "{asset}, {asset, version} or {route}");
        };
    }

    private static Period period(Fields fields, EvidenceType type) {
        if (type.needs("expires")) {
            fields.required("expires");
        }
        if (type == EvidenceType.REQUEST) {
            fields.optional("expires")
                    .ifPresent(value -> {
                        throw value.refuse(
                                new Text(
                                        "rien: une demande n'a pas de fin",
                                        "nothing: a request has no end"));
                    });
        }
        return fields.period();
    }

    /** Who checked it: somebody else, and only when it is not merely declared. */
    private static Optional<String> verifier(Fields fields, String author) {
        boolean declared =
                fields.optional("declared")
                        .map(Value::flag)
                        .orElse(fields.optional("verifier").isEmpty());
        if (declared) {
            fields.optional("verifier")
                    .ifPresent(value -> {
                        throw value.refuse(
                                new Text(
                                        "rien, ou declared: false", "nothing, or declared: false"));
                    });
            return Optional.empty();
        }
        Value verifier = fields.required("verifier");
        if (verifier.identifier().equals(author)) {
            throw verifier.refuse(
                    new Text("une autre personne que l'auteur", "somebody other than the author"));
        }
        return Optional.of(verifier.identifier());
    }

    private static Evidence.Details details(Fields fields) {
        Optional<LocalDate> feasibility = fields.optional("feasibility").map(Value::date);
        return new Evidence.Details(
                fields.optional("role").map(value -> value.choice(Role.class)),
                fields.optional("residual").map(value -> value.number(1, 5)),
                fields.optional("number").map(Value::identifier),
                fields.optional("coordinator").map(Value::identifier),
                feasibility,
                fields.optional("specification").map(Value::identifier));
    }

    private static String once(Value id, Set<String> seen) {
        if (!seen.add(id.identifier())) {
            throw id.refuse(new Text("un identifiant dit une seule fois", "an id said once"));
        }
        return id.identifier();
    }
}
