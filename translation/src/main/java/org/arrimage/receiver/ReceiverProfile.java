// SPDX-License-Identifier: Apache-2.0
package org.arrimage.receiver;

import org.arrimage.hl7v2.FieldPath;
import org.arrimage.hl7v2.Unwritable;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one receiver asks of every message. Paths without repetition mean every repetition, and
 * every segment of that name.
 *
 * @param charset what it reads; MSH-18 says so; default UTF-8
 * @param unwritable what becomes of a character it cannot read; default: the message is refused
 * @param accepted events it takes, as they come, before relabelling; empty: all
 * @param split events whose message is taken apart, one message for each PID (A17)
 * @param events event under which another is sent: {@code A12} to {@code A02}
 * @param installations one message for each of the patient's installations; nothing: one for all
 * @param codes codes it knows, by field
 * @param withoutSpaces fields from which spaces are removed, such as the postal code
 * @param capitals fields written in capitals
 * @param withoutAccents fields written without accents; nothing: every field of the message
 * @param lengths most characters a place may have
 * @param erased fields that are sent as {@code ""} when they are empty, so that the receiver erases
 *     what it holds (chapter 2, null values)
 * @param constants fixed values, by field; may name {@code {installation}} and {@code {file}}
 * @param segments segments it wants at the end, Z-segments as a rule
 */
public record ReceiverProfile(
        Charset charset,
        Unwritable unwritable,
        Set<String> accepted,
        Set<String> split,
        Map<String, String> events,
        Optional<Installations> installations,
        List<CodeRule> codes,
        List<FieldPath> withoutSpaces,
        List<FieldPath> capitals,
        Optional<List<FieldPath>> withoutAccents,
        List<Length> lengths,
        List<FieldPath> erased,
        List<Constant> constants,
        List<Extra> segments) {

    /** What {@code capitals: true} stands for: names and addresses of people. */
    static final List<String> NAMES_AND_ADDRESSES =
            List.of(
                    "PID-5", "PID-6", "PID-9", "PID-11", "MRG-7", "NK1-2", "NK1-4", "PD1-4",
                    "PV1-7", "PV1-8", "PV1-9", "PV1-17", "PV1-52", "ORC-12", "OBR-16", "OBR-28");

    public ReceiverProfile {
        accepted = Set.copyOf(accepted);
        split = Set.copyOf(split);
        events = Map.copyOf(events);
        codes = List.copyOf(codes);
        withoutSpaces = List.copyOf(withoutSpaces);
        capitals = List.copyOf(capitals);
        withoutAccents = withoutAccents.map(List::copyOf);
        lengths = List.copyOf(lengths);
        erased = List.copyOf(erased);
        constants = List.copyOf(constants);
        segments = List.copyOf(segments);
    }

    /** Asks for nothing but a character set. */
    public static ReceiverProfile plain(Charset charset) {
        return new ReceiverProfile(
                charset,
                Unwritable.REFUSE,
                Set.of(),
                Set.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Asks for nothing: UTF-8. */
    public static ReceiverProfile plain() {
        return plain(StandardCharsets.UTF_8);
    }

    /**
     * Reads a profile from maps, lists and scalars, as a YAML or JSON reader gives them; see {@code
     * docs/protocols/translation.md} for the keys.
     *
     * @throws IllegalArgumentException naming the key that cannot be used
     */
    public static ReceiverProfile of(Map<String, ?> settings) {
        return new ProfileReading(settings).read();
    }

    /** What to do with a value that is too long. */
    public enum TooLong {
        CUT,
        REFUSE
    }

    /**
     * @param most most characters, an escape sequence counting as the one it stands for
     */
    public record Length(FieldPath path, int most, TooLong longer) {
        public Length {
            if (most < 1) {
                throw new IllegalArgumentException("a length is at least 1, not " + most);
            }
        }
    }

    /**
     * @param changed code to write, by the code that comes
     * @param kept codes written as they are; empty: all
     * @param others what stands for every other code; empty: it is left out
     */
    public record CodeRule(
            FieldPath path, Map<String, String> changed, Set<String> kept, String others) {
        public CodeRule {
            changed = Map.copyOf(changed);
            kept = Set.copyOf(kept);
        }
    }

    /** A fixed value; {@code ""} in double quotes is the explicit null. */
    public record Constant(FieldPath path, String value) {}

    /**
     * @param name for instance {@code ZVN}
     * @param fields what stands in it, by field number; may name {@code {installation}} and {@code
     *     {file}}
     */
    public record Extra(String name, Map<Integer, String> fields) {
        public Extra {
            fields = Map.copyOf(fields);
            if (!name.matches("[A-Z][A-Z0-9]{2}")) {
                throw new IllegalArgumentException("not a segment name: " + name);
            }
        }
    }

    /**
     * One message for each installation: those whose repetition of the first field has that type.
     *
     * @param fields the fields whose other repetitions of the same type are left out, the first
     *     saying which installations there are; CX fields, PID-4 and MRG-1 for instance
     * @param type CX-5 of the identifiers an installation gives; empty: any
     * @param numbers the installation's number, by assigning authority (name or OID of CX-4); an
     *     authority that is not listed is its own number, unless {@code listedOnly}
     * @param listedOnly whether authorities that are not listed get no message
     */
    public record Installations(
            List<FieldPath> fields, String type, Map<String, String> numbers, boolean listedOnly) {
        public Installations {
            fields = List.copyOf(fields);
            numbers = Map.copyOf(numbers);
            if (fields.isEmpty()) {
                throw new IllegalArgumentException("installations need a field that names them");
            }
        }
    }
}
