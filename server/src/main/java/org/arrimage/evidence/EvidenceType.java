// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import java.util.List;

/** What a piece of evidence is, and so what it must say. */
public enum EvidenceType {
    /** Certificate of the Bureau for one version of an asset (SNDE-5.1). */
    CERTIFICATE(About.VERSION),
    /** Certification in process (SNDE-6.4b). */
    CERTIFICATION_DOSSIER(About.ASSET),
    /** Attestation by its author in a role (SNDE-6.3 to 6.5). */
    SIGNATURE(About.EITHER),
    /** Risk analysis of a route, with the residual level it found (SNDE-5.2c). */
    RISK_ANALYSIS(About.ROUTE),
    /** Acceptance by its author of residual risk up to a level, always with an end (SNDE-5.2d). */
    RISK_ACCEPTANCE(About.ROUTE),
    /** Integration request made to the Bureau (SNDE-5.3a). */
    REQUEST(About.ROUTE);

    /** What evidence of a type is about. */
    enum About {
        ASSET,
        VERSION,
        ROUTE,
        EITHER
    }

    private final About about;

    EvidenceType(About about) {
        this.about = about;
    }

    About about() {
        return about;
    }

    /** Whether a key of a facts file must be there for this type. */
    boolean needs(String key) {
        return switch (this) {
            case CERTIFICATE, CERTIFICATION_DOSSIER -> false;
            case SIGNATURE -> key.equals("role");
            case RISK_ANALYSIS -> key.equals("residual");
            case RISK_ACCEPTANCE -> key.equals("residual") || key.equals("expires");
            case REQUEST -> key.equals("number");
        };
    }

    /** Whether a key that only some types have may be there for this type. */
    boolean allows(String key) {
        return needs(key)
                || (this == REQUEST
                        && List.of("coordinator", "feasibility", "specification").contains(key));
    }
}
