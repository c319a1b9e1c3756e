// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import org.arrimage.rulebook.RouteFacts.Asset;
import org.arrimage.rulebook.RouteFacts.Certificate;
import org.arrimage.rulebook.RouteFacts.Dossier;
import org.arrimage.rulebook.RouteFacts.Environment;
import org.arrimage.rulebook.RouteFacts.Request;
import org.arrimage.rulebook.RouteFacts.RiskAcceptance;
import org.arrimage.rulebook.RouteFacts.RiskAnalysis;
import org.arrimage.rulebook.RouteFacts.Role;
import org.arrimage.rulebook.RouteFacts.Signature;
import org.arrimage.rulebook.RouteFacts.UseCase;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the facts of one route from YAML or JSON. Strict: an unknown key, a missing value, a wrong
 * type, an impossible date, an end before its start or an asset that the route does not name is
 * refused with its place.
 */
public final class RouteFactsReader {

    /**
     * Most entries of one list in a file: a file with more is refused rather than judged slowly.
     */
    static final int MOST_ENTRIES = 200;

    /** Most assets of a file: a route has one source and at most 32 destinations. */
    static final int MOST_ASSETS = 64;

    private final String route;
    private final Set<String> assets = new HashSet<>();

    private RouteFactsReader(String route) {
        this.route = route;
    }

    /**
     * @throws Unusable with the place, the value and the expectation
     */
    public static RouteFacts read(byte[] bytes) {
        return read(Document.read(bytes));
    }

    /**
     * @throws Unusable with the place, the value and the expectation
     */
    public static RouteFacts read(String text) {
        return read(Document.read(text));
    }

    private static RouteFacts read(Value document) {
        Fields fields =
                document.fields(
                        "route",
                        "environment",
                        "useCase",
                        "throughHub",
                        "crossesBoundary",
                        "request",
                        "integrated",
                        "assets",
                        "certificates",
                        "dossiers",
                        "signatures",
                        "riskAnalyses",
                        "acceptances");
        return new RouteFactsReader(fields.required("route").identifier()).facts(fields);
    }

    private RouteFacts facts(Fields fields) {
        // Assets first: what follows may only speak of them.
        List<Asset> read = fields.list("assets", MOST_ASSETS, this::asset);
        return new RouteFacts(
                route,
                fields.optional("environment")
                        .map(value -> value.choice(Environment.class))
                        .orElse(Environment.PRODUCTION),
                fields.optional("useCase").map(value -> value.choice(UseCase.class)),
                fields.fact("throughHub"),
                fields.fact("crossesBoundary"),
                fields.optional("request").map(RouteFactsReader::request),
                fields.optional("integrated").map(Value::date),
                read,
                fields.list("certificates", MOST_ENTRIES, this::certificate),
                fields.list("dossiers", MOST_ENTRIES, this::dossier),
                fields.list("signatures", MOST_ENTRIES, this::signature),
                fields.list("riskAnalyses", MOST_ENTRIES, RouteFactsReader::analysis),
                fields.list("acceptances", MOST_ENTRIES, RouteFactsReader::acceptance));
    }

    private static Request request(Value value) {
        Fields fields = value.fields("number", "coordinator", "feasibility", "specification");
        return new Request(
                fields.optional("number").map(Value::identifier),
                fields.optional("coordinator").map(Value::identifier),
                fields.optional("feasibility").map(Value::date),
                fields.optional("specification").map(Value::identifier));
    }

    private Asset asset(Value value) {
        Fields fields =
                value.fields(
                        "id", "version", "organisation", "privateSupplier", "internal", "holder");
        Value id = fields.required("id");
        if (!assets.add(id.identifier())) {
            throw id.refuse(new Text("un actif nommé une seule fois", "an asset named once"));
        }
        return new Asset(
                id.identifier(),
                fields.required("version").identifier(),
                fields.required("organisation").identifier(),
                fields.fact("privateSupplier"),
                fields.fact("internal"),
                fields.optional("holder").map(Value::identifier));
    }

    private Certificate certificate(Value value) {
        Fields fields = value.fields("asset", "version", "effective", "expires");
        return new Certificate(
                knownAsset(fields.required("asset")),
                fields.required("version").identifier(),
                fields.period());
    }

    private Dossier dossier(Value value) {
        Fields fields = value.fields("asset", "version", "effective", "expires");
        return new Dossier(
                knownAsset(fields.required("asset")),
                fields.optional("version").map(Value::identifier),
                fields.period());
    }

    private Signature signature(Value value) {
        Fields fields =
                value.fields("role", "person", "asset", "route", "version", "effective", "expires");
        Optional<Value> asset = fields.optional("asset");
        Optional<Value> whole = fields.optional("route");
        if (asset.isPresent() == whole.isPresent()) {
            throw value.refuse(
                    new Text(
                            "soit asset, soit route: ce que la personne atteste",
                            "either asset or route: what the person attests"));
        }
        whole.ifPresent(this::sameRoute);
        return new Signature(
                fields.required("role").choice(Role.class),
                fields.required("person").identifier(),
                asset.map(this::knownAsset),
                fields.optional("version").map(Value::identifier),
                fields.period());
    }

    private static RiskAnalysis analysis(Value value) {
        Fields fields = value.fields("date", "expires", "residual");
        Period period = fields.period("date");
        return new RiskAnalysis(
                period.effective(), period.expires(), fields.required("residual").number(1, 5));
    }

    private static RiskAcceptance acceptance(Value value) {
        Fields fields = value.fields("effective", "expires", "signatory", "level");
        Period period = fields.period();
        return new RiskAcceptance(
                period.effective(),
                fields.required("expires").date(),
                fields.required("signatory").identifier(),
                fields.required("level").number(1, 5));
    }

    private String knownAsset(Value value) {
        String id = value.identifier();
        if (!assets.contains(id)) {
            throw value.refuse(
                    Text.of("un actif de la route: %s", "an asset of the route: %s", assets));
        }
        return id;
    }

    private void sameRoute(Value value) {
        if (!value.identifier().equals(route)) {
            throw value.refuse(
                    Text.of("la route du fichier: %s", "the route of the file: %s", route));
        }
    }
}
