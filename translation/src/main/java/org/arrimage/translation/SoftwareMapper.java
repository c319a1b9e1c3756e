// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;

/**
 * SFT to Device (guide: SFT[Device]; HL7 v2 chapter 2): SFT-1 manufacturer, SFT-2 version, SFT-3
 * name, SFT-4 build as model number, SFT-5 note.
 */
final class SoftwareMapper {
    private SoftwareMapper() {}

    static void map(Draft draft, Segment sft) {
        String name = draft.text(sft, 3);
        String version = draft.text(sft, 2);
        Node device =
                Node.resource("Device")
                        .put("manufacturer", draft.text(sft, 1))
                        .add("deviceName", named(name))
                        .put("modelNumber", draft.text(sft, 4))
                        .add("version", new Node().put("value", version))
                        .add("note", new Node().put("text", draft.text(sft, 5)));
        if (!name.isEmpty() || !version.isEmpty()) {
            draft.bundle()
                    .mention(
                            device,
                            Key.derived(
                                    "Device",
                                    draft.facility(),
                                    Draft.peek(sft.field(1)),
                                    name,
                                    version));
        }
    }

    private static Node named(String name) {
        return name.isEmpty()
                ? new Node()
                : new Node().put("name", name).put("type", "manufacturer-name");
    }
}
