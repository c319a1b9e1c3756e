// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.kernel.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The page over HTTP, showing a network that is not there. */
class ConsoleTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext server;
    private static int port;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @EnableConfigurationProperties(ServerSettings.class)
    @Import({ConsoleConfiguration.class, ConsoleController.class, PageRenderer.class})
    static class ConsoleAlone {
        @Bean
        ExchangeView exchange() {
            return new Demonstration();
        }
    }

    /** Shows the demonstration until it is stopped, for whoever works on the page. */
    public static void main(String[] arguments) {
        SpringApplication.run(ConsoleAlone.class, arguments);
    }

    @BeforeAll
    static void start() {
        var application = new SpringApplication(ConsoleAlone.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        server =
                application.run(
                        "--server.port=0",
                        "--management.endpoint.health.validate-group-membership=false");
        port = ((WebServerApplicationContext) server).getWebServer().getPort();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void speaksFrenchFirstAndEnglishOnRequest() throws Exception {
        assertThat(get("/").body()).contains("lang=\"fr\"").contains("Le réseau");

        var english = get("/?lang=en");

        assertThat(english.body()).contains("lang=\"en\"").contains("The network");
        assertThat(english.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("arrimage-lang=en")
                .contains("HttpOnly");
    }

    @Test
    void saysEverythingOfTheDrawingInATableToo() throws Exception {
        String page = get("/?lang=fr").body();
        String table = page.substring(page.indexOf("id=\"routes-title\""));

        for (var route : new Demonstration().snapshot().routes()) {
            assertThat(page).contains("aria-label=\"" + route.description().fr());
            assertThat(table).contains(">" + route.id() + "</a>");
        }
    }

    @Test
    void showsTheGatesOfTheRouteAskedForWithTheirArticles() throws Exception {
        String page = get("/?route=lab-results-to-regional-record&lang=en").body();
        String gates = page.substring(page.indexOf("id=\"gates\""), page.indexOf("notices-title"));

        assertThat(gates)
                .contains("lab-results-to-regional-record")
                .contains("SNDE-5.1")
                .contains("CERT-2025-0417")
                .contains("41\u00a0d");
    }

    @Test
    void choosesTheRouteThatStandsStillWhenNoneIsAskedFor() throws Exception {
        String page = get("/?lang=en").body();
        String gates = page.substring(page.indexOf("id=\"gates\""), page.indexOf("notices-title"));

        assertThat(gates).contains("imaging-reports").contains("missing: CERTIFICATE");
    }

    @Test
    void neitherWritesScriptNorAsksAnythingOfOthers() throws Exception {
        String page = get("/").body();

        assertThat(page)
                .doesNotContain(" style=")
                .doesNotContain(" onclick")
                .doesNotContainPattern("(src|href)=\"(https?:)?//")
                .doesNotContainPattern("<script(?![^>]*src=\"/console/console.js\")");
        assertThat(get("/console/console.css").body())
                .doesNotContain("url(")
                .doesNotContain("@import");
    }

    @Test
    void leavesNoTextUntranslatedNorUnfilled() throws Exception {
        for (String lang : new String[] {"fr", "en"}) {
            assertThat(get("/?lang=" + lang).body()).doesNotContain("??").doesNotContain("{0");
        }
    }

    @Test
    void shapesWhateverIsInTheAddressIntoText() throws Exception {
        String page = get("/?route=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body();

        assertThat(page).doesNotContain("<script>alert");
    }

    @Test
    void sendsTheChangingPartAsEvents() throws Exception {
        var answer =
                HTTP.send(
                        ask("/console/stream?lang=en"), HttpResponse.BodyHandlers.ofInputStream());

        try (var lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            String first = lines.readLine();
            String event =
                    lines.lines().takeWhile(line -> !line.isEmpty()).collect(Collectors.joining());
            assertThat(first).isEqualTo("event: page");
            assertThat(event).contains("id=\"live\"").contains("The network");
            assertThat(event).doesNotContain("<html").doesNotContain("??");
        }
    }

    private static HttpRequest ask(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(ask(path), HttpResponse.BodyHandlers.ofString());
    }
}
