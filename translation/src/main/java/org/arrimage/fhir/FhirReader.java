// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the JSON of a bundle (RFC 8259; R4, JSON representation) in one pass. Everything is
 * bounded: depth, members, length of texts and names. Numbers keep the digits they were written
 * with.
 */
final class FhirReader {
    /** R4 nests its deepest types some twenty levels; extensions add a few. */
    private static final int DEEPEST = 64;

    /** Longest name of a member: FHIR's longest is 40 letters. */
    private static final int LONGEST_NAME = 256;

    /** Longest number: FHIR asks for 18 significant digits. */
    private static final int LONGEST_NUMBER = 64;

    private final JsonFactory factory;
    private final int mostElements;

    FhirReader(FhirLimits limits) {
        mostElements = limits.elements();
        factory =
                JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(DEEPEST)
                                        .maxStringLength(limits.longestText())
                                        .maxNameLength(LONGEST_NAME)
                                        .maxNumberLength(LONGEST_NUMBER)
                                        .build())
                        .build();
    }

    /** The root object. */
    Element read(byte[] json) throws FhirFailure {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        int start = startsWithMark(json) ? 3 : 0;
        var characters =
                new InputStreamReader(
                        new ByteArrayInputStream(json, start, json.length - start), decoder);
        Deque<Element> open = new ArrayDeque<>();
        TokenStreamLocation where = TokenStreamLocation.NA;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), characters)) {
            where = parser.currentLocation();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw failure(ProblemCode.JSON_UNREADABLE, open, parser.currentLocation());
            }
            Element root = new Element("", -1, Element.Kind.OBJECT, "");
            open.push(root);
            fill(parser, open);
            if (parser.nextToken() != null) {
                throw failure(ProblemCode.JSON_UNREADABLE, open, parser.currentLocation());
            }
            return root;
        } catch (StreamConstraintsException tooMuch) {
            throw failure(ProblemCode.JSON_TOO_LARGE, open, tooMuch.getLocation());
        } catch (StreamReadException unreadable) {
            String said = unreadable.getOriginalMessage();
            boolean twice = said != null && said.startsWith("Duplicate");
            throw failure(
                    twice ? ProblemCode.JSON_NAME_REPEATED : ProblemCode.JSON_UNREADABLE,
                    open,
                    unreadable.getLocation());
        } catch (JacksonException unreadable) {
            throw failure(ProblemCode.JSON_UNREADABLE, open, where);
        }
    }

    private void fill(JsonParser parser, Deque<Element> open) throws FhirFailure {
        int elements = 0;
        while (!open.isEmpty()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                open.pop();
                continue;
            }
            if (token == JsonToken.PROPERTY_NAME) {
                continue;
            }
            if (token == null) {
                throw failure(ProblemCode.JSON_UNREADABLE, open, parser.currentLocation());
            }
            if (++elements > mostElements) {
                throw failure(ProblemCode.JSON_TOO_LARGE, open, parser.currentLocation());
            }
            add(parser, token, open);
        }
    }

    private static void add(JsonParser parser, JsonToken token, Deque<Element> open)
            throws FhirFailure {
        Element parent = open.element();
        boolean item = parent.kind() == Element.Kind.LIST;
        String member = parser.currentName();
        String name = item || member == null ? "" : member;
        int index = item ? parent.children().size() : -1;
        Element.Kind kind =
                switch (token) {
                    case START_OBJECT -> Element.Kind.OBJECT;
                    case START_ARRAY -> Element.Kind.LIST;
                    case VALUE_TRUE, VALUE_FALSE -> Element.Kind.TRUTH;
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Element.Kind.NUMBER;
                    default -> Element.Kind.TEXT;
                };
        boolean inner = kind == Element.Kind.OBJECT || kind == Element.Kind.LIST;
        String value = inner || token == JsonToken.VALUE_NULL ? "" : parser.getString();
        // A null in a list stands for an item of which only the extensions are known (R4, JSON).
        Element child = new Element(name, index, kind, value);
        if (kind == Element.Kind.TEXT && !isUnicode(value)) {
            parent.add(child);
            throw new FhirFailure(ProblemCode.TEXT_INVALID, child.path());
        }
        if (token != JsonToken.VALUE_NULL || item) {
            parent.add(child);
        }
        if (inner) {
            open.push(child);
        }
    }

    /** Half a surrogate pair is no character, and no set could write it. */
    private static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean startsWithMark(byte[] json) {
        return json.length >= 3
                && json[0] == (byte) 0xEF
                && json[1] == (byte) 0xBB
                && json[2] == (byte) 0xBF;
    }

    private static FhirFailure failure(
            ProblemCode code, Deque<Element> open, TokenStreamLocation where) {
        String path = open.isEmpty() ? "Bundle" : open.element().path();
        return where == null || where.getLineNr() < 1
                ? new FhirFailure(code, path)
                : new FhirFailure(
                        new FhirProblem(
                                code, path, where.getLineNr(), Math.max(1, where.getColumnNr())));
    }
}
