// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

class FhirRecordTest {

    private static final String PATIENT =
            "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:x\",\"value\":\"1\"}],\"name\":[{\"family\":\"%s\"}]}";

    private FhirRecord record;

    @BeforeEach
    void open() throws IOException {
        record = new FhirRecord();
    }

    @AfterEach
    void close() {
        record.close();
    }

    @Test
    void createsOnceWhatAConditionFinds() throws Exception {
        String entry =
                entry(
                        "POST",
                        "Patient",
                        ",\"ifNoneExist\":\"identifier=urn:x|1\"",
                        PATIENT.formatted("Élodie"));

        assertThat(post(bundle(entry)).body()).contains("201 Created");
        assertThat(post(bundle(entry)).body()).contains("200 OK");

        assertThat(record.count("Patient", "Élodie")).isEqualTo(1);
        assertThat(record.transactions()).isEqualTo(2);
    }

    @Test
    void updatesWhatAConditionFinds() throws Exception {
        post(bundle(entry("PUT", "Patient?identifier=urn:x%7C1", "", PATIENT.formatted("Avant"))));
        post(bundle(entry("PUT", "Patient?identifier=urn:x%7C1", "", PATIENT.formatted("Après"))));

        assertThat(record.count("Patient", "Avant")).isZero();
        assertThat(record.count("Patient", "Après")).isEqualTo(1);
        assertThat(get("/Patient?identifier=urn:x%7C1").body()).contains("\"total\":1");
    }

    @Test
    void resolvesReferencesWithinATransaction() throws Exception {
        String patient = entry("POST", "Patient", "", PATIENT.formatted("Zoé"));
        String observation =
                "{\"fullUrl\":\"urn:uuid:2\",\"resource\":{\"resourceType\":\"Observation\",\"subject\":{\"reference\":\"urn:uuid:1\"}},"
                    + "\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}";

        post(bundle(patient + "," + observation));

        assertThat(record.count("Observation", "\"reference\":\"Patient/1\"")).isEqualTo(1);
        assertThat(get("/Patient/1").statusCode()).isEqualTo(200);
        assertThat(get("/Patient/9").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsNothingOfATransactionItRefuses() throws Exception {
        String good = entry("POST", "Patient", "", PATIENT.formatted("Zoé"));
        String bad =
                "{\"resource\":{\"resourceType\":\"Observation\"},\"request\":{\"method\":\"DELETE\",\"url\":\"Observation\"}}";

        assertThat(post(bundle(good + "," + bad)).statusCode()).isEqualTo(422);
        assertThat(post("not json").statusCode()).isEqualTo(400);
        record.refuseNext(1);
        assertThat(post(bundle(good)).statusCode()).isEqualTo(422);

        assertThat(record.count("Patient", "")).isZero();
        assertThat(record.transactions()).isZero();
    }

    private static String entry(String method, String url, String more, String resource) {
        return "{\"fullUrl\":\"urn:uuid:1\",\"resource\":%s,\"request\":{\"method\":\"%s\",\"url\":\"%s\"%s}}"
                .formatted(resource, method, url, more);
    }

    private static String bundle(String entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri(""))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + record.port() + FhirRecord.BASE + path);
    }

    private static HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
