// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a YAML or JSON text into located values: one document, at most {@value #LONGEST} bytes and
 * {@value #DEEPEST} levels; no tags, anchors or aliases (so nothing can expand or be instantiated),
 * no key said twice. Scalars keep their letters, so that a version {@code 1.10} stays {@code 1.10}.
 */
public final class Document {

    /** Longest text, in bytes: a facts file of a large network stays far below. */
    public static final int LONGEST = 1_000_000;

    /** Deepest nesting: our files use four levels. */
    static final int DEEPEST = 16;

    private final Iterator<Event> events;

    private Document(Iterator<Event> events) {
        this.events = events;
    }

    /**
     * @throws Unusable when the text is too long, is not UTF-8, or is not one plain document
     */
    public static Value read(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw tooLong(bytes.length);
        }
        try {
            return read(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new Unusable("$", 0, "?", new Text("du texte en UTF-8", "text in UTF-8"));
        }
    }

    /**
     * @throws Unusable when the text is too long or is not one plain document
     */
    public static Value read(String text) {
        if (text.length() > LONGEST) {
            throw tooLong(text.length());
        }
        var settings = LoadSettings.builder().setCodePointLimit(LONGEST + 1).build();
        try {
            return new Document(new Parse(settings).parseString(text).iterator()).root();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new Unusable("$", line, String.valueOf(e.getProblem()), yamlOrJson());
        } catch (YamlEngineException e) {
            throw new Unusable("$", 0, String.valueOf(e.getMessage()), yamlOrJson());
        }
    }

    private Value root() {
        events.next(); // start of the stream
        Event first = events.next();
        if (first.getEventId() == Event.ID.StreamEnd) {
            throw new Unusable("$", 0, "", yamlOrJson());
        }
        Value root = value(events.next(), "", DEEPEST);
        events.next(); // end of the document
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw new Unusable(
                    "$",
                    line(after),
                    "---",
                    new Text("un seul document par fichier", "one document in a file"));
        }
        return root;
    }

    private Value value(Event event, String path, int levelsLeft) {
        refuseMachinery(event, path);
        if (levelsLeft == 0) {
            throw new Unusable(
                    path,
                    line(event),
                    "…",
                    Text.of("au plus %d niveaux", "at most %d levels", DEEPEST));
        }
        return switch (event) {
            case ScalarEvent scalar ->
                    new Value.Scalar(place(path, event), scalar.getValue(), scalar.isPlain());
            case SequenceStartEvent _ -> sequence(place(path, event), levelsLeft);
            case MappingStartEvent _ -> mapping(place(path, event), levelsLeft);
            default -> throw new Unusable(path, line(event), event.toString(), yamlOrJson());
        };
    }

    private Value sequence(Place place, int levelsLeft) {
        List<Value> items = new ArrayList<>();
        for (Event next = events.next();
                next.getEventId() != Event.ID.SequenceEnd;
                next = events.next()) {
            items.add(value(next, place.path() + "[" + items.size() + "]", levelsLeft - 1));
        }
        return new Value.Sequence(place, List.copyOf(items));
    }

    private Value mapping(Place place, int levelsLeft) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (Event next = events.next();
                next.getEventId() != Event.ID.MappingEnd;
                next = events.next()) {
            String key = key(next, place.path());
            String path = place.path().isEmpty() ? key : place.path() + "." + key;
            if (entries.containsKey(key)) {
                throw new Unusable(
                        path,
                        line(next),
                        key,
                        new Text("une clé dite une seule fois", "a key said once"));
            }
            entries.put(key, value(events.next(), path, levelsLeft - 1));
        }
        return new Value.Mapping(place, entries);
    }

    private static String key(Event event, String path) {
        refuseMachinery(event, path);
        if (event instanceof ScalarEvent scalar) {
            return scalar.getValue();
        }
        throw new Unusable(path, line(event), "…", new Text("une clé simple", "a plain key"));
    }

    private static void refuseMachinery(Event event, String path) {
        Optional<String> found =
                switch (event) {
                    case AliasEvent alias -> Optional.of("*" + alias.getAlias());
                    case NodeEvent node when node.getAnchor().isPresent() ->
                            Optional.of("&" + node.getAnchor().get());
                    case ScalarEvent scalar -> scalar.getTag();
                    case SequenceStartEvent sequence -> sequence.getTag();
                    case MappingStartEvent mapping -> mapping.getTag();
                    default -> Optional.empty();
                };
        if (found.isPresent()) {
            throw new Unusable(
                    path,
                    line(event),
                    found.get(),
                    new Text(
                            "une valeur simple, sans étiquette, ancre ni alias",
                            "a plain value, without tag, anchor or alias"));
        }
    }

    private static Place place(String path, Event event) {
        return new Place(path, line(event));
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private static Unusable tooLong(int length) {
        return new Unusable(
                "$",
                0,
                String.valueOf(length),
                Text.of("au plus %d octets", "at most %d bytes", LONGEST));
    }

    private static Text yamlOrJson() {
        return new Text("un document YAML ou JSON", "a YAML or JSON document");
    }
}
