// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes the changing part of the page by itself, from the page's own template. */
@Component
class PageRenderer {
    private static final Set<String> LIVE = Set.of("live");

    private final ITemplateEngine templates;

    PageRenderer(ITemplateEngine templates) {
        this.templates = templates;
    }

    String live(Page page, Locale language) {
        return templates.process("console", LIVE, new Context(language, Map.of("page", page)));
    }
}
