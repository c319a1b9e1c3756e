// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;

/** A hospital's admissions sent to a clinic: two assets, the evidence they need, and a route. */
final class Network {

    private final int port;
    private final String send;
    private final String destination;
    private final String suffix;

    Network(String send) throws IOException {
        this(send, "");
    }

    /** With more to say of the destination, as {@code timeout: 1s}. */
    Network(String send, String destination) throws IOException {
        this(send, destination, "");
    }

    private Network(String send, String destination, String suffix) throws IOException {
        this.port = Ports.free();
        this.send = send;
        this.destination = destination.isEmpty() ? "" : ", " + destination;
        this.suffix = suffix;
    }

    /** Another hospital, beside the first, that sends to the same clinic by a route of its own. */
    static Network second(String send) throws IOException {
        return new Network(send, "", "-2");
    }

    /** Where the hospital sends. */
    int port() {
        return port;
    }

    /** The same, with the clinic's answer for the hospital's. */
    void loadRelaying(ServerProcess server) throws IOException, InterruptedException {
        server.must("POST", "/api/v1/facts", own(FACTS));
        server.must(
                "PUT",
                "/api/v1/routes/" + own("adt-to-clinic"),
                route().replace(
                                "\"}\naccept",
                                "\", acknowledge: destination, deadline: 2s}\naccept"));
    }

    void load(ServerProcess server) throws IOException, InterruptedException {
        loadWithReceive(server, "mllp://127.0.0.1:%d");
    }

    /** With another address for the hospital to send to; {@code %d} stands for the port. */
    void loadWithReceive(ServerProcess server, String receive)
            throws IOException, InterruptedException {
        server.must("POST", "/api/v1/facts", own(FACTS));
        server.must("PUT", "/api/v1/routes/" + own("adt-to-clinic"), route(receive));
    }

    String route() {
        return route("mllp://127.0.0.1:%d");
    }

    String route(String receive) {
        return own(ROUTE).formatted(receive.formatted(port), send, destination);
    }

    /** The same text about our own route, asset and evidence. */
    private String own(String text) {
        return text.replace("adt-to-clinic", "adt-to-clinic" + suffix)
                .replace("adt-hsm", "adt-hsm" + suffix)
                .replaceAll("\\{id: (q|h1|h2|s|p|r),", "{id: $1" + suffix + ",");
    }

    private static final String ROUTE =
            """
            route: adt-to-clinic
            description: {fr: Admissions vers la clinique, en: Admissions to the clinic}
            request: DA-2026-001
            purpose: continuity of care
            useCase: UC3
            integrated: 2026-01-15
            source: {asset: adt-hsm, receive: "%s"}
            accept: {messages: [ADT^A01, ADT^A04, ADT^A08, ADT^A40]}
            set: [{field: MSH-5, value: CLINIQUE}]
            destinations: [{asset: dossier-clinique, send: "%s"%s}]
            """;

    private static final String FACTS =
            """
            organisations:
              - {id: hsm, name: {fr: Hôpital, en: Hospital}, category: ESTABLISHMENT, internal: true}
            assets:
              - {id: adt-hsm, name: {fr: Admissions, en: Admissions}, organisation: hsm, version: "11",
                 internal: true, holder: p-roy}
              - {id: dossier-clinique, name: {fr: Dossier, en: Record}, organisation: hsm,
                 version: "4", internal: true, holder: p-gagnon}
            evidence:
              - {id: q, type: REQUEST, subject: {route: adt-to-clinic}, number: DA-2026-001,
                 coordinator: p-chen, feasibility: 2026-01-05, specification: "1.0",
                 effective: 2026-01-02, author: p-roy}
              - {id: h1, type: SIGNATURE, role: HOLDER, subject: {asset: adt-hsm},
                 effective: 2026-01-10, author: p-roy}
              - {id: h2, type: SIGNATURE, role: HOLDER, subject: {asset: dossier-clinique},
                 effective: 2026-01-10, author: p-gagnon}
              - {id: s, type: SIGNATURE, role: SECURITY, subject: {route: adt-to-clinic},
                 effective: 2026-01-10, author: p-securite}
              - {id: p, type: SIGNATURE, role: PRIVACY, subject: {route: adt-to-clinic},
                 effective: 2026-01-10, author: p-prp}
              - {id: r, type: RISK_ANALYSIS, subject: {route: adt-to-clinic}, residual: 2,
                 effective: 2026-01-20, author: p-securite}
            """;
}
