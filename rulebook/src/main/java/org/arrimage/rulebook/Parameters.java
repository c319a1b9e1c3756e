// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.EnumMap;
import java.util.Map;

/**
 * The values chosen for the parameters; what is not chosen keeps its usual value.
 *
 * @param chosen values by parameter, each within the parameter's bounds
 */
public record Parameters(Map<Parameter, Integer> chosen) {

    /** Every parameter at its usual value. */
    public static final Parameters USUAL = new Parameters(Map.of());

    public Parameters {
        chosen = Map.copyOf(chosen);
        chosen.forEach(Parameters::check);
    }

    public int value(Parameter parameter) {
        return chosen.getOrDefault(parameter, parameter.usual());
    }

    /** The same values but one. */
    public Parameters with(Parameter parameter, int value) {
        var next = new EnumMap<Parameter, Integer>(Parameter.class);
        next.putAll(chosen);
        next.put(parameter, value);
        return new Parameters(next);
    }

    private static void check(Parameter parameter, int value) {
        if (value < parameter.least() || value > parameter.most()) {
            throw new IllegalArgumentException(
                    "%s must be %d to %d, got %d"
                            .formatted(parameter, parameter.least(), parameter.most(), value));
        }
    }
}
