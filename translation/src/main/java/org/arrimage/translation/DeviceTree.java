// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The devices behind the measures of one OBR (PoCD guide, PCD-01 mapping: OBX-4 containment, OBX-7
 * alarm limits, OBX-18; IHE PCD technical framework, volume 2). OBX-4 says where a row stands:
 * system, virtual device, channel, metric, facet, as {@code 1.2.1.4}. A row that ends in zeros
 * names a Device, inside the next wider one; one without value only that. Others are measures, made
 * by a DeviceMetric of their channel; a facet is a component of its measure.
 *
 * <p>Ours: without any named device no DeviceMetric is made, since it would say nothing.
 */
final class DeviceTree {
    private static final String NOMENCLATURE = "MDC";
    private static final String POCD = "http://hl7.org/fhir/uv/pocd/";
    private static final Pattern PLACE = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,4}");
    private static final int LEVELS = 4;

    /** IEEE 11073-10101 partitions that name objects: 1 the devices, 8 what equips them. */
    private static final int OBJECTS = 1;

    private static final int INFRASTRUCTURE = 8;

    /** IEEE 11073-10101 codes of production data, by the Device's element. */
    private static final Map<String, String> ATTRIBUTES =
            Map.of(
                    "531969", "modelNumber",
                    "531970", "manufacturer",
                    "531972", "serialNumber",
                    "531973", "partNumber",
                    "531974", "version",
                    "531975", "version",
                    "531976", "version",
                    "531977", "version");

    private final Draft draft;
    private final String owner;
    private final Map<String, Level> devices = new HashMap<>();
    private final Map<String, Node> measures = new HashMap<>();

    private record Level(String reference, Node node) {}

    /**
     * A tree without devices yet.
     *
     * @param owner what names the group: the report
     */
    DeviceTree(Draft draft, String owner) {
        this.draft = draft;
        this.owner = owner;
    }

    /** Whether an OBX speaks the nomenclature of devices. */
    static boolean isOfDevice(Segment obx) {
        Value code = obx.field(3);
        return Draft.peek(code.component(3)).equals(NOMENCLATURE)
                || Draft.peek(code.component(6)).equals(NOMENCLATURE);
    }

    /** Takes a row that tells of a device and not of the patient. */
    boolean takes(Segment obx) {
        if (!isOfDevice(obx)) {
            return false;
        }
        String place = place(obx);
        if (place.isEmpty() || place.split("\\.").length > LEVELS || !endsInZero(place)) {
            return false;
        }
        if (ObservationMapper.present(obx).isEmpty()) {
            return isObject(obx.field(3)) && device(obx, place);
        }
        Level level = devices.get(place);
        return level != null && attribute(obx, level.node());
    }

    /** Takes a facet of a measure, as its component. */
    boolean takesFacet(Segment obx) {
        if (!isOfDevice(obx)) {
            return false;
        }
        String place = place(obx);
        int dot = place.lastIndexOf('.');
        Node measure =
                place.split("\\.").length > LEVELS ? measures.get(place.substring(0, dot)) : null;
        if (measure == null || ObservationMapper.present(obx).size() != 1) {
            return false;
        }
        Node component = new Node().put("code", Codes.concept(draft, obx.field(3)));
        draft.text(obx, 2);
        draft.text(obx, 4);
        ObservationValue.put(draft, obx, obx.field(5), component);
        Flags.add(draft, obx, component);
        measure.add("component", component.add("referenceRange", References.of(draft, obx)));
        return true;
    }

    /** Ties a measure to the metric that made it. */
    void relate(Segment obx, Node observation) {
        if (!isOfDevice(obx)) {
            return;
        }
        String place = place(obx);
        measures.put(place, observation);
        Level above = above(place, LEVELS - 1);
        if (place.isEmpty() || above == null) {
            return;
        }
        Node metric = Node.resource("DeviceMetric");
        metric.add("extension", limits(obx));
        metric.put("type", Codes.concept(draft, obx.field(3)));
        metric.put("unit", Codes.concept(draft, obx.field(6)));
        Level source = above(place, 2);
        metric.put("source", Parties.reference((source == null ? above : source).reference()));
        metric.put("parent", Parties.reference(above.reference()));
        metric.put("category", "unspecified");
        Key key = Key.derived("DeviceMetric", above.reference(), place, obx.field(3).written());
        observation.put("device", Parties.reference(draft.bundle().put(metric, key)));
    }

    private boolean device(Segment obx, String place) {
        Node device = Node.resource("Device");
        Identifier identifier = Identifier.ei(draft, obx.field(18));
        if (!identifier.isEmpty()) {
            device.add("identifier", identifier.node());
        }
        device.put("type", Codes.concept(draft, obx.field(3)));
        Level above = above(place, LEVELS - 1);
        if (above != null) {
            device.put("parent", Parties.reference(above.reference()));
        }
        Key key =
                identifier.isEmpty()
                        ? Key.derived("Device", owner, place, obx.field(3).written())
                        : identifier.key("Device");
        draft.took(obx.field(4));
        devices.put(place, new Level(draft.bundle().mention(device, key), device));
        return true;
    }

    /** What a row with a value says of its device: known production data, else a property. */
    private boolean attribute(Segment obx, Node device) {
        Value code = obx.field(3);
        String member = ATTRIBUTES.getOrDefault(Draft.peek(code.component(1)), "");
        draft.text(obx, 2);
        draft.took(obx.field(4));
        if (member.equals("version")) {
            device.add(
                    member,
                    new Node()
                            .put("type", Codes.concept(draft, code))
                            .put("value", draft.text(obx.field(5))));
            return true;
        }
        if (!member.isEmpty() && !device.has(member)) {
            device.put(member, draft.text(obx.field(5)));
            draft.took(code);
            return true;
        }
        Node value = new Node();
        ObservationValue.put(draft, obx, obx.field(5), value);
        Node coded = value.node("valueCodeableConcept");
        Node text = new Node().put("text", draft.written(obx.field(5)));
        Node property = new Node().put("type", Codes.concept(draft, code));
        property.add("valueQuantity", value.node("valueQuantity"));
        if (!property.has("valueQuantity")) {
            property.add("valueCode", coded.isEmpty() ? text : coded);
        }
        device.add("property", property);
        return true;
    }

    private Node limits(Segment obx) {
        Node range = References.limits(draft, obx, Draft.peek(obx.field(7)));
        Node extension = new Node();
        for (String bound : new String[] {"low", "high"}) {
            Node quantity = range.node(bound);
            if (!quantity.isEmpty()) {
                extension.add(
                        "extension", new Node().put("url", bound).put("valueQuantity", quantity));
            }
        }
        if (extension.isEmpty()) {
            return extension;
        }
        extension.add(
                "extension",
                new Node()
                        .put("url", "type")
                        .put(
                                "valueCodeableConcept",
                                Codes.literalConcept(
                                        POCD + "CodeSystem/reference-range-type", "alarm-limits")));
        return extension.put("url", POCD + "StructureDefinition/reference-range");
    }

    /** The narrowest device that a place is inside of, at a level or wider. */
    private @org.jspecify.annotations.Nullable Level above(String place, int level) {
        String[] parts = place.split("\\.");
        for (int keep = Math.min(level, parts.length); keep >= 1; keep--) {
            String wider = padded(parts, keep);
            Level found = wider.equals(place) ? null : devices.get(wider);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String padded(String[] parts, int keep) {
        var out = new StringBuilder();
        for (int i = 0; i < LEVELS; i++) {
            out.append(i == 0 ? "" : ".").append(i < keep && i < parts.length ? parts[i] : "0");
        }
        return out.toString();
    }

    /** OBX-4 with all its levels; empty when it is no place. */
    private static String place(Segment obx) {
        String written = Draft.peek(obx.field(4));
        if (!PLACE.matcher(written).matches()) {
            return "";
        }
        String[] parts = written.split("\\.");
        return parts.length >= LEVELS ? written : padded(parts, parts.length);
    }

    private static boolean endsInZero(String place) {
        return place.endsWith(".0");
    }

    private static boolean isObject(Value code) {
        if (Draft.peek(code.component(2)).startsWith("MDC_DEV_")) {
            return true;
        }
        String number = Numbers.positive(Draft.peek(code.component(1)));
        int partition = number.isEmpty() ? 0 : Integer.parseInt(number) >> 16;
        return partition == OBJECTS || partition == INFRASTRUCTURE;
    }
}
