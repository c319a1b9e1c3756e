// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The page, and the stream of events that keeps it alive. */
@Controller
class ConsoleController {
    /** Each is a thread and a page written once a second. */
    private static final int MOST_STREAMS = 24;

    private static final int STREAM_SECONDS = 1800;

    private final Pulse pulse;
    private final PageRenderer renderer;
    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    private final CountDownLatch closed = new CountDownLatch(1);

    ConsoleController(Pulse pulse, PageRenderer renderer) {
        this.pulse = pulse;
        this.renderer = renderer;
    }

    @GetMapping("/")
    String page(
            @RequestParam(defaultValue = "") String route,
            @RequestParam(defaultValue = "true") boolean live,
            Locale language,
            Model model) {
        var page = pulse.page(language, route);
        model.addAttribute("page", page);
        // Without a route asked for, the stream keeps choosing the one that stands still.
        model.addAttribute(
                "stream",
                "/console/stream?lang="
                        + page.lang()
                        + "&route="
                        + URLEncoder.encode(
                                route.isEmpty() ? "" : page.selected(), StandardCharsets.UTF_8));
        model.addAttribute("live", live);
        return "console";
    }

    /**
     * Sends the changing part of the page each second it changed (Server-sent events, WHATWG HTML
     * §9.2), until the reader leaves, the server stops, or half an hour: the browser then asks
     * again.
     */
    @GetMapping("/console/stream")
    void stream(
            @RequestParam(defaultValue = "") String route,
            @RequestParam(defaultValue = "fr") String lang,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (!streams.tryAcquire()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        Locale language = Locale.forLanguageTag(lang);
        try {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            var out = response.getOutputStream();
            String before = "";
            for (int second = 0; second < STREAM_SECONDS; second++) {
                String now = renderer.live(pulse.page(language, route), language);
                if (!now.equals(before)) {
                    var event = new StringBuilder("event: page\n");
                    now.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
                    out.write(event.append('\n').toString().getBytes(StandardCharsets.UTF_8));
                } else {
                    out.write(": same\n\n".getBytes(StandardCharsets.US_ASCII));
                }
                out.flush();
                before = now;
                if (closed.await(1, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } finally {
            streams.release();
        }
    }

    /** Lets the streams end at once, so that the server need not wait for them. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed.countDown();
    }
}
