// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.arrimage.mllp.MllpClient;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Opens links and ways to destinations. */
@Component
public class Connectors {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ConnectorSettings settings;
    private final TlsSockets tls;
    private final InstantSource clock;
    private final ByteBudget budget;
    private final Map<String, Strays> strays = new ConcurrentHashMap<>();

    Connectors(ConnectorSettings settings, TlsSockets tls, InstantSource clock) {
        this.settings = settings;
        this.tls = tls;
        this.clock = clock;
        this.budget = new ByteBudget(settings);
    }

    /**
     * Listens on a link until closed.
     *
     * @throws java.io.UncheckedIOException when the address cannot be listened on
     */
    public MllpListener listen(Link link, Reception reception) {
        return new MllpListener(link, reception, settings, clock, tls, budget);
    }

    /**
     * A way to a destination; it connects when it first sends.
     *
     * @param asset names the destination in the log
     * @param address {@code mllp(s)://host:port} or {@code fhir+http(s)://…}; {@code ?bundle=}
     *     names the SSL bundle
     * @param timeout longest wait for an answer
     * @param pipeline most messages on their way at once over one connection, where the protocol
     *     allows more than one
     * @param settling which of two answers counts, where the protocol has two
     */
    public Sender sender(
            String asset, URI address, Duration timeout, int pipeline, Sender.Settling settling) {
        Strays mine = strays.computeIfAbsent(asset, Strays::new);
        Map<String, String> parameters = parameters(address);
        return switch (address.getScheme()) {
            case "mllp" -> {
                MllpClient.Settings to = mllp(address, timeout);
                yield new MllpSender(asset, () -> MllpClient.plain(to), pipeline, settling, mine);
            }
            case "mllps" -> {
                MllpClient.Settings to = mllp(address, timeout);
                var context = tls.clientContext(parameters);
                yield new MllpSender(
                        asset, () -> MllpClient.tls(to, context), pipeline, settling, mine);
            }
            case "fhir+http", "fhir+https" -> fhir(address, parameters, timeout);
            default -> throw new IllegalArgumentException("no sender for " + address.getScheme());
        };
    }

    /** The answers of each destination that no message waited for. */
    public Map<String, Strays> strays() {
        return Map.copyOf(strays);
    }

    private FhirSender fhir(URI address, Map<String, String> parameters, Duration timeout) {
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT);
        String scheme = address.getScheme().substring("fhir+".length());
        if (scheme.equals("https")) {
            client.sslContext(tls.clientContext(parameters));
        }
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        URI base = URI.create(scheme + "://" + address.getRawAuthority() + path);
        return new FhirSender(client.build(), base, timeout);
    }

    private static MllpClient.Settings mllp(URI address, Duration timeout) {
        return MllpClient.Settings.to(address.getHost(), address.getPort())
                .answeringWithin(timeout);
    }

    /** How a link is protected, from its address. */
    public static Link.Tls tls(URI receive) {
        if (!receive.getScheme().equals("mllps")) {
            return new Link.Tls.None();
        }
        Map<String, String> parameters = parameters(receive);
        Link.ClientAuthentication client =
                switch (parameters.getOrDefault("client", "need")) {
                    case "none" -> Link.ClientAuthentication.NONE;
                    case "want" -> Link.ClientAuthentication.WANT;
                    default -> Link.ClientAuthentication.NEED;
                };
        return new Link.Tls.Bundle(parameters.getOrDefault("bundle", "arrimage"), client);
    }

    private static Map<String, String> parameters(URI address) {
        Map<String, String> parameters = new HashMap<>();
        String query = address.getQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }
}
