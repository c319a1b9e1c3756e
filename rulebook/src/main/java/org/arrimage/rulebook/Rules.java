// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.List;

/** Every rule of the rulebook; a test checks that obligations and rules answer each other. */
public final class Rules {

    static final AnAssetOfAPrivateSupplierIsCertified CERTIFIED =
            new AnAssetOfAPrivateSupplierIsCertified();
    static final EveryOtherAssetIsAttested ATTESTED = new EveryOtherAssetIsAttested();
    static final TheHubIsTheOnlyWayAcrossTheBoundary HUB =
            new TheHubIsTheOnlyWayAcrossTheBoundary();
    static final ARouteNamesItsUseCase USE_CASE = new ARouteNamesItsUseCase();
    static final ARequestIsMadeToTheBureau REQUEST = new ARequestIsMadeToTheBureau();
    static final TheBureauCoordinates COORDINATION = new TheBureauCoordinates();
    static final FeasibilityIsStudied FEASIBILITY = new FeasibilityIsStudied();
    static final TheSpecificationHasAVersion SPECIFICATION = new TheSpecificationHasAVersion();
    static final EachIntegrationIsFollowedByARiskAnalysis ANALYSIS =
            new EachIntegrationIsFollowedByARiskAnalysis();
    static final ResidualRiskIsAcceptable RESIDUAL = new ResidualRiskIsAcceptable();
    static final HolderSecurityAndPrivacySign SIGNED = new HolderSecurityAndPrivacySign();
    static final NobodySignsTwoRoles DISTINCT = new NobodySignsTwoRoles();

    private Rules() {}

    /** All of them, in the order of the gates that ask them. */
    public static List<Rule<?>> all() {
        return List.of(
                CERTIFIED,
                ATTESTED,
                HUB,
                USE_CASE,
                REQUEST,
                COORDINATION,
                FEASIBILITY,
                SPECIFICATION,
                ANALYSIS,
                RESIDUAL,
                SIGNED,
                DISTINCT);
    }
}
