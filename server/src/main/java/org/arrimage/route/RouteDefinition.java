// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.rulebook.Text;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A route as its file says it: from one asset to others, for a purpose, under a request.
 *
 * @param id names the route; lower case, digits and hyphens, at most 64 characters
 * @param version SHA-256 of the file's text, in hexadecimal
 * @param description what it is for, as people see it
 * @param request number of the integration request behind it (SNDE-5.3a); empty when none is known
 * @param purpose why the information flows
 * @param useCase which of the directive's five cases it serves (SNDE-3)
 * @param environment production or test (AMB-16)
 * @param integrated last day of the integration, which starts the clock of SNDE-5.2c
 * @param source where messages come from
 * @param messages the types that may flow, as {@code ADT^A01}; anything else is not for this route
 * @param edits what is changed before sending, in order
 * @param translation to the form the destination speaks; empty when it speaks the sender's
 * @param retention days that messages are kept, 1 to 7400
 * @param destinations where messages go; at least one, at most {@value #MOST_DESTINATIONS}
 */
public record RouteDefinition(
        String id,
        String version,
        Text description,
        Optional<String> request,
        String purpose,
        UseCase useCase,
        Environment environment,
        Optional<LocalDate> integrated,
        Source source,
        Set<String> messages,
        List<FieldEdit> edits,
        Optional<Translate> translation,
        int retention,
        List<Destination> destinations) {

    /** How long messages are kept when a route does not say, in days. */
    public static final int DEFAULT_RETENTION = 90;

    /** More destinations than this belong in several routes, each cleared on its own. */
    public static final int MOST_DESTINATIONS = 32;

    /** The five use cases of the directive (SNDE-3). */
    public enum UseCase {
        /** An internal system asks an external one and has its answer. */
        UC1,
        /** An external system asks an internal one and has its answer. */
        UC2,
        /** Several systems are kept in step. */
        UC3,
        /** Several sources are gathered for one system. */
        UC4,
        /** Connected devices. */
        UC5
    }

    /** Where the route runs; an asset in process of certification may only be tested (AMB-16). */
    public enum Environment {
        PRODUCTION,
        TEST
    }

    /** What a destination speaks. */
    public enum Target {
        /** FHIR R4 transaction bundles, in JSON. */
        FHIR_R4
    }

    /**
     * How what came in becomes what the destination speaks.
     *
     * @param to what the destination speaks
     * @param with the version of a mapping that comes after the typed mappers, as {@code
     *     lab-results@3}; empty for none
     */
    public record Translate(Target to, Optional<String> with) {}

    /** When the sender is answered. */
    public enum Acknowledge {
        /** Once the message is on disk. */
        COMMIT,
        /** With the answer of the destination, under a deadline. */
        DESTINATION
    }

    /**
     * Where messages come from.
     *
     * @param asset the asset that sends
     * @param receive address to listen on: {@code mllp://} on loopback, {@code mllps://} anywhere
     * @param acknowledge when the sender is answered
     * @param charset what the link's bytes are when MSH-18 is empty
     * @param deadline longest wait for a destination's answer that is relayed
     * @param duplicates what happens to a message that comes again
     * @param sequence whether the sender numbers its messages in MSH-13 (HL7 v2.5.1 §2.10.1)
     */
    public record Source(
            String asset,
            URI receive,
            Acknowledge acknowledge,
            java.nio.charset.Charset charset,
            Duration deadline,
            Duplicates duplicates,
            boolean sequence) {}

    /** What happens to a message that comes again: same control id, same bytes. */
    public enum Duplicates {
        /** It gets the first one's answer again and is not delivered again. */
        RECOGNISE,
        /** It is a message like any other. */
        ACCEPT
    }

    /** What must keep its order at a destination. */
    public enum Order {
        /** Messages of one patient. */
        PATIENT,
        /** Everything of the source. */
        SOURCE,
        /** Nothing. */
        NONE
    }

    /**
     * Where messages go.
     *
     * @param asset the asset that receives
     * @param send its address: {@code mllp://}, {@code mllps://}, {@code fhir+http://} or {@code
     *     fhir+https://}; without TLS on loopback only
     * @param order what must keep its order
     * @param connections how many connections may carry messages at once, 1 to 64; one in flight on
     *     each. Many receivers take only one, hence the default of 1
     * @param pipeline most messages on their way over one connection, ahead of their answers, 1 to
     *     64; MLLP receivers that read and answer in turn allow more than 1
     * @param rate most messages a second; 0 for no such limit
     * @param timeout longest wait for an answer
     * @param retry how failures are tried again
     * @param answer which of two answers settles a message, at a destination that speaks HL7 v2
     */
    public record Destination(
            String asset,
            URI send,
            Order order,
            int connections,
            int pipeline,
            int rate,
            Duration timeout,
            Retry retry,
            Settles answer) {}

    /** Which answer settles a message in enhanced mode (HL7 v2.5.1 §2.9.3). */
    public enum Settles {
        /** The first that comes, usually CA: that it is stored. */
        ACCEPT,
        /** AA, AE or AR: what the application made of it. CE and CR settle it too. */
        APPLICATION
    }

    /**
     * How failures are tried again: the wait doubles from {@code first} to {@code ceiling}, with
     * jitter. A destination that cannot be reached is waited for without end, since nothing was
     * answered; one that answers an error is tried {@code attempts} times, then its key is parked.
     *
     * @param first wait before the second attempt
     * @param ceiling longest wait between two attempts
     * @param attempts most attempts of one message, 1 to 1000
     */
    public record Retry(Duration first, Duration ceiling, int attempts) {

        /** What a route that says nothing gets. */
        public static final Retry DEFAULT =
                new Retry(Duration.ofSeconds(1), Duration.ofMinutes(5), 20);
    }

    /** A change of one field before sending; paths are HL7 v2 ones such as {@code PID-3.1}. */
    public sealed interface FieldEdit {
        /** Puts a fixed value. */
        record Put(String field, String value) implements FieldEdit {}

        /** Copies another field's value. */
        record Copy(String field, String from) implements FieldEdit {}
    }

    /** Every asset the route touches, the source first. */
    public List<String> assets() {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(source.asset()),
                        destinations.stream().map(Destination::asset))
                .distinct()
                .toList();
    }
}
