// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at the start which key is missing and what to do, in place of a stack trace. */
final class KeyFailureAnalyzer extends AbstractFailureAnalyzer<KeyUnavailable> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, KeyUnavailable cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "See docs/operating/keys.md: what to save, and how to restore it.",
                cause);
    }
}
