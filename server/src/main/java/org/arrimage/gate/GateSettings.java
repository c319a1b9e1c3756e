// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.rulebook.Parameter;
import org.arrimage.rulebook.Parameters;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.Map;

/**
 * What the directives leave open, as chosen for this server; {@link Parameter} gives each one's
 * reason and bounds.
 *
 * @param riskAnalysisGraceDays days after an integration before its risk analysis is missed
 * @param certificateValidityMonths months a certificate counts
 * @param acceptableResidualLevel highest residual risk, 1 to 5, that needs no acceptance
 */
@ConfigurationProperties("arrimage.gate")
record GateSettings(
        @DefaultValue("30") int riskAnalysisGraceDays,
        @DefaultValue("36") int certificateValidityMonths,
        @DefaultValue("2") int acceptableResidualLevel) {

    Parameters parameters() {
        return new Parameters(
                Map.of(
                        Parameter.RISK_ANALYSIS_GRACE_DAYS, riskAnalysisGraceDays,
                        Parameter.CERTIFICATE_VALIDITY_MONTHS, certificateValidityMonths,
                        Parameter.ACCEPTABLE_RESIDUAL_LEVEL, acceptableResidualLevel));
    }
}
