// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

/** What the directives leave open, as a named number with its reason; shown, never hidden. */
public enum Parameter {
    /** Days after the end of an integration during which its risk analysis may still be missing. */
    RISK_ANALYSIS_GRACE_DAYS(
            30,
            0,
            3650,
            "SNDE-5.2c",
            "AMB-14",
            "La directive demande une analyse après chaque intégration sans dire combien de"
                    + " temps après; trente jours est notre valeur, pas celle du ministère.",
            "The directive asks for an analysis after each integration without saying how"
                    + " soon; thirty days is our value, not the ministry's."),
    /** Months during which a certificate of the Bureau counts, from the day it takes effect. */
    CERTIFICATE_VALIDITY_MONTHS(
            36,
            1,
            1200,
            "SNDE-5.1",
            "AMB-14",
            "La directive ne donne pas de durée; la pratique publique du Bureau est de"
                    + " trois ans si le produit ne change pas (à revérifier).",
            "The directive gives no duration; the Bureau's public practice is three years"
                    + " if the product does not change (to be checked again)."),
    /** Highest residual risk, from 1 to 5, that needs no signed acceptance. */
    ACCEPTABLE_RESIDUAL_LEVEL(
            2,
            1,
            5,
            "SNDE-5.2d",
            "AMB-14",
            "Le niveau acceptable pour le réseau n'est pas chiffré; deux sur cinq"
                    + " (faible) est notre valeur.",
            "The level acceptable to the network has no figure; two out of five (low) is"
                    + " our value.");

    private final int usual;
    private final int least;
    private final int most;
    private final String article;
    private final String reading;
    private final String french;
    private final String english;

    Parameter(
            int usual,
            int least,
            int most,
            String article,
            String reading,
            String french,
            String english) {
        this.usual = usual;
        this.least = least;
        this.most = most;
        this.article = article;
        this.reading = reading;
        this.french = french;
        this.english = english;
    }

    /** The value when nobody chose another. */
    public int usual() {
        return usual;
    }

    public int least() {
        return least;
    }

    public int most() {
        return most;
    }

    /** The article, with its document and lines, that leaves the question open. */
    public Citation citation() {
        return Obligations.cite(article);
    }

    /** Id of the default reading (AMB) that this parameter carries. */
    public String reading() {
        return reading;
    }

    /** Why the usual value is what it is. */
    public Text rationale() {
        return new Text(french, english);
    }
}
