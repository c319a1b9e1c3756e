// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * Posts FHIR R4 transactions to a server's base (FHIR R4 §3.1.0.11), and messages to its operation
 * {@code $process-message} (FHIR R4 §2.4.4), since a query or an acknowledgement is nothing to
 * store. The bundles are idempotent, so one whose answer was lost may be posted again.
 */
final class FhirSender implements Sender {

    /** How the translation begins a message; a transaction begins otherwise. */
    private static final byte[] MESSAGE =
            "{\"resourceType\":\"Bundle\",\"type\":\"message\"".getBytes(StandardCharsets.US_ASCII);

    private final HttpClient client;
    private final URI base;
    private final URI processing;
    private final Duration timeout;
    private final ArrayDeque<Received> ended = new ArrayDeque<>(1);

    FhirSender(HttpClient client, URI base, Duration timeout) {
        this.client = client;
        this.base = base;
        this.processing = URI.create(base.toString().replaceFirst("/$", "") + "/$process-message");
        this.timeout = timeout;
    }

    @Override
    public int depth() {
        return 1;
    }

    @Override
    public int underWay() {
        return ended.size();
    }

    @Override
    public boolean accepts(Outgoing outgoing) {
        return true;
    }

    @Override
    public boolean hasReceipt() {
        return !ended.isEmpty();
    }

    @Override
    public void send(List<Outgoing> messages) throws InterruptedException {
        for (Outgoing each : messages) {
            ended.add(new Received(each, post(each)));
        }
    }

    @Override
    public Received receive() {
        return ended.removeFirst();
    }

    private Receipt post(Outgoing outgoing) throws InterruptedException {
        if (outgoing.large().isPresent()) {
            throw new IllegalArgumentException("a transaction is held in memory");
        }
        HttpRequest request =
                HttpRequest.newBuilder(target(outgoing.body()))
                        .timeout(timeout)
                        .header("Content-Type", "application/fhir+json; charset=utf-8")
                        .header("Accept", "application/fhir+json")
                        .POST(BodyPublishers.ofByteArray(outgoing.body()))
                        .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return judge(response.statusCode(), response.body());
        } catch (ConnectException | HttpConnectTimeoutException unreachable) {
            return new Receipt.Unreached(unreachable.getClass().getSimpleName());
        } catch (IOException lost) {
            return new Receipt.Unanswered(lost.getClass().getSimpleName());
        }
    }

    private URI target(byte[] body) {
        boolean message =
                body.length >= MESSAGE.length
                        && Arrays.equals(body, 0, MESSAGE.length, MESSAGE, 0, MESSAGE.length);
        return message ? processing : base;
    }

    private static Receipt judge(int status, byte[] body) {
        String code = Integer.toString(status);
        if (status >= 200 && status < 300) {
            return new Receipt.Taken(code, body);
        }
        return status >= 400 && status < 500 && status != 408 && status != 429
                ? new Receipt.Declined(code, body)
                : new Receipt.Troubled(code, body);
    }

    @Override
    public void close() {
        // The HTTP client is shared by the destination's connections and has nothing to release.
    }
}
