// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a route when its clearance is asked. What is absent or {@link Fact#UNKNOWN} is
 * undetermined, never taken as favourable.
 *
 * @param route id of the route
 * @param integrated day the integration ended, the clock of SNDE-5.2c
 * @param throughHub whether the traffic passes through the designated hub
 * @param crossesBoundary whether it links an external to an internal asset; what the assets
 *     themselves say prevails when they are on both sides
 */
public record RouteFacts(
        String route,
        Environment environment,
        Optional<UseCase> useCase,
        Fact throughHub,
        Fact crossesBoundary,
        Optional<Request> request,
        Optional<LocalDate> integrated,
        List<Asset> assets,
        List<Certificate> certificates,
        List<Dossier> dossiers,
        List<Signature> signatures,
        List<RiskAnalysis> riskAnalyses,
        List<RiskAcceptance> acceptances) {

    /** Most entries of one list: years of evidence for a large route stay below. */
    public static final int MOST_ENTRIES = 5_000;

    public RouteFacts {
        integrated.ifPresent(LocalDays::within);
        assets = bounded(assets);
        certificates = bounded(certificates);
        dossiers = bounded(dossiers);
        signatures = bounded(signatures);
        riskAnalyses = bounded(riskAnalyses);
        acceptances = bounded(acceptances);
    }

    /** Where the route runs. */
    public enum Environment {
        PRODUCTION,
        TEST
    }

    /** The five use cases of SNDE-3. */
    public enum UseCase {
        /** An internal asset asks an external one. */
        UC1,
        /** An external asset asks an internal one. */
        UC2,
        /** Several assets are kept in step. */
        UC3,
        /** Several sources are gathered into one view. */
        UC4,
        /** Devices are collected. */
        UC5
    }

    /**
     * The integration request behind the route.
     *
     * @param number number given by the Bureau (SNDE-5.3a)
     * @param coordinator who coordinates for the Bureau (SNDE-5.4b)
     * @param feasibility day of the feasibility opinion (SNDE-6.2b)
     * @param specification version of the technical specification (SNDE-6.2c)
     */
    public record Request(
            Optional<String> number,
            Optional<String> coordinator,
            Optional<LocalDate> feasibility,
            Optional<String> specification) {

        /** A request of which nothing is known. */
        public static final Request NONE =
                new Request(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public Request {
            feasibility.ifPresent(LocalDays::within);
        }
    }

    /**
     * An asset at one end of the route.
     *
     * @param version exact version of the product in use
     * @param organisation who answers for the asset
     * @param privateSupplier whether a private external supplier uses it (SNDE-5.1)
     * @param internal whether it belongs to the ministry or the network
     * @param holder the person named as its holder (CYB-1.3, SNDE-6.3)
     */
    public record Asset(
            String id,
            String version,
            String organisation,
            Fact privateSupplier,
            Fact internal,
            Optional<String> holder) {}

    /** A certificate of the Bureau for one version of a product (SNDE-6.1a to c). */
    public record Certificate(String asset, String version, Period period) {}

    /**
     * A certification in process (SNDE-6.4b).
     *
     * @param version version under certification; empty when the dossier names none
     */
    public record Dossier(String asset, Optional<String> version, Period period) {}

    /** Who signs. */
    public enum Role {
        /** Holder of the asset (SNDE-6.3). */
        HOLDER,
        /** Security officer (SNDE-6.4). */
        SECURITY,
        /** Officer for the protection of personal information (SNDE-6.5). */
        PRIVACY
    }

    /**
     * An attestation signed by a person in a role.
     *
     * @param asset the asset attested; empty when the signature covers the whole route
     * @param version the version attested; empty when it covers any
     */
    public record Signature(
            Role role,
            String person,
            Optional<String> asset,
            Optional<String> version,
            Period period) {

        boolean covers(Asset subject, LocalDate day) {
            return period.covers(day)
                    && asset.map(subject.id()::equals).orElse(true)
                    && version.map(subject.version()::equals).orElse(true);
        }
    }

    /**
     * A risk analysis (SNDE-5.2c).
     *
     * @param date day it was made
     * @param expires last day it counts; empty when only a later analysis replaces it
     * @param residual the level it found, 1 very low to 5 very high
     */
    public record RiskAnalysis(LocalDate date, Optional<LocalDate> expires, int residual) {
        public RiskAnalysis {
            requireLevel(residual);
            new Period(date, expires);
        }

        Period period() {
            return new Period(date, expires);
        }
    }

    /** A signed acceptance of residual risk up to a level (SNDE-5.2d); it always has an end. */
    public record RiskAcceptance(
            LocalDate effective, LocalDate expires, String signatory, int level) {
        public RiskAcceptance {
            Period.between(effective, expires);
            requireLevel(level);
        }

        Period period() {
            return Period.between(effective, expires);
        }
    }

    /** Whether the route links both sides of the boundary, by the assets or by what was stated. */
    public Fact crosses() {
        boolean inside = assets.stream().anyMatch(asset -> asset.internal() == Fact.YES);
        boolean outside = assets.stream().anyMatch(asset -> asset.internal() == Fact.NO);
        return inside && outside ? Fact.YES : crossesBoundary;
    }

    /** Whether the directive on interconnection speaks of this route at all (SNDE-4, SNDE-7a). */
    boolean outsideTheDirective() {
        return throughHub == Fact.NO && crosses() == Fact.NO;
    }

    private static void requireLevel(int level) {
        if (level < 1 || level > 5) {
            throw new IllegalArgumentException("a risk level must be 1 to 5, got " + level);
        }
    }

    private static <T> List<T> bounded(List<T> entries) {
        if (entries.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "at most " + MOST_ENTRIES + " entries of a kind, got " + entries.size());
        }
        return List.copyOf(entries);
    }
}
