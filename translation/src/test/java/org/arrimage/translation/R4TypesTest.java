// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.model.api.annotation.Block;
import ca.uhn.fhir.model.api.annotation.Child;
import ca.uhn.fhir.model.api.annotation.DatatypeDef;
import ca.uhn.fhir.model.api.annotation.ResourceDef;

import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** HAPI's model of FHIR R4 is the oracle of ours. */
class R4TypesTest {
    private static final List<String> RESOURCES =
            List.of(
                    ("Account AllergyIntolerance Appointment AppointmentResponse Basic CareTeam"
                         + " ChargeItem Communication Composition Condition Consent Coverage Device"
                         + " DeviceMetric DiagnosticReport DocumentReference Encounter"
                         + " EpisodeOfCare Flag Immunization Location Medication"
                         + " MedicationAdministration MedicationDispense MedicationRequest"
                         + " MedicationStatement MessageHeader Observation OperationOutcome"
                         + " Organization Patient Practitioner PractitionerRole Procedure"
                         + " Provenance RelatedPerson ServiceRequest Specimen Substance Task")
                            .split(" "));

    private static final List<String> LEFT_OUT =
            List.of("id", "implicitRules", "contained", "extension", "modifierExtension");

    /** What an extension may hold among what a field of HL7 v2 can become. */
    private static final List<String> OPEN =
            List.of(
                    ("boolean code date dateTime decimal instant integer positiveInt string time"
                         + " unsignedInt uri url Address CodeableConcept Coding ContactPoint"
                         + " HumanName Identifier Period Quantity Reference")
                            .split(" "));

    private final Map<String, List<String>> types = new TreeMap<>();
    private final Deque<Class<?>> waiting = new ArrayDeque<>();
    private final Map<Class<?>, String> blocks = new HashMap<>();

    @Test
    void areTheElementsOfFhirR4() throws Exception {
        String expected = ofHapi();
        // What belongs in the resource, for whoever adds a type.
        Files.writeString(Path.of("target/r4.types"), expected);

        Path file = Path.of("src/main/resources/org/arrimage/translation/mapping/r4.types");
        assertThat(Files.readString(file)).isEqualTo(expected);
    }

    private String ofHapi() throws ClassNotFoundException {
        for (String resource : RESOURCES) {
            waiting.add(Class.forName("org.hl7.fhir.r4.model." + resource));
        }
        while (!waiting.isEmpty()) {
            Class<?> type = waiting.poll();
            if (!types.containsKey(nameOf(type))) {
                types.put(nameOf(type), new ArrayList<>());
                List<Class<?>> line = new ArrayList<>();
                for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
                    line.addFirst(at);
                }
                line.forEach(at -> elements(nameOf(type), at));
            }
        }
        var extension = new ArrayList<String>();
        types.put("Extension", extension);
        OPEN.forEach(
                open -> extension.add(element("value" + capital(open), open, "", "value", "")));
        var text =
                new StringBuilder(
                        "# The elements of FHIR R4 4.0.1 (hl7.org/fhir/R4) that a mapping may"
                                + " write: name, type, * for a list,\n"
                                + "# @ for one of a choice, = for the only codes it takes.\n");
        types.forEach((name, elements) -> {
            text.append(name).append('\n');
            elements.forEach(element -> text.append(' ').append(element).append('\n'));
        });
        return text.toString();
    }

    private void elements(String owner, Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            Child child = field.getAnnotation(Child.class);
            if (child == null || LEFT_OUT.contains(child.name())) {
                continue;
            }
            Class<?> held = field.getType();
            String codes = "";
            boolean list = held == List.class;
            if (field.getGenericType() instanceof ParameterizedType generic) {
                java.lang.reflect.Type argument = generic.getActualTypeArguments()[0];
                if (argument instanceof ParameterizedType inner) {
                    held = Enumeration.class;
                    codes = codes((Class<?>) inner.getActualTypeArguments()[0]);
                } else if (held == Enumeration.class) {
                    codes = codes((Class<?>) argument);
                } else {
                    held = (Class<?>) argument;
                }
            }
            add(owner, child, held, list ? "*" : "", codes);
        }
    }

    private void add(String owner, Child child, Class<?> held, String list, String codes) {
        List<String> elements = types.get(owner);
        String name = child.name().replace("[x]", "");
        if (held == Type.class) {
            for (Class<?> choice : child.type()) {
                String type = wanted(choice, owner, name);
                elements.add(element(name + capital(type), type, list, name, ""));
            }
        } else if (held != Narrative.class && !held.getSimpleName().equals("Resource")) {
            elements.add(element(name, wanted(held, owner, name), list, "", codes));
        }
    }

    private static String element(
            String name, String type, String list, String choice, String codes) {
        return name
                + ' '
                + type
                + list
                + (choice.isEmpty() ? "" : " @" + choice)
                + (codes.isEmpty() ? "" : " =" + codes);
    }

    /** The name of a type, whose elements are then needed too unless it is a primitive. */
    private String wanted(Class<?> type, String owner, String element) {
        if (type == Enumeration.class) {
            return "code";
        }
        if (type.isAnnotationPresent(ResourceDef.class)
                || type.getSimpleName().equals("Resource")) {
            return "Reference";
        }
        if (type.isAnnotationPresent(Block.class)) {
            blocks.putIfAbsent(type, owner + '.' + element);
        }
        String name = nameOf(type);
        if (!org.hl7.fhir.r4.model.PrimitiveType.class.isAssignableFrom(type)) {
            waiting.add(type);
        }
        return name;
    }

    private String nameOf(Class<?> type) {
        if (blocks.containsKey(type)) {
            return blocks.get(type);
        }
        DatatypeDef data = type.getAnnotation(DatatypeDef.class);
        if (data != null) {
            return data.name().equals("SimpleQuantity") ? "Quantity" : data.name();
        }
        ResourceDef resource = type.getAnnotation(ResourceDef.class);
        return resource == null ? type.getSimpleName() : resource.name();
    }

    private static String codes(Class<?> type) {
        var codes = new ArrayList<String>();
        for (Object constant : type.getEnumConstants()) {
            try {
                Object code = type.getMethod("toCode").invoke(constant);
                if (code != null && !code.equals("?")) {
                    codes.add(code.toString());
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.join(",", codes);
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
