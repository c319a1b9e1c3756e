// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.time.LocalDate;
import java.util.Optional;

/**
 * From when to when evidence counts.
 *
 * @param effective first day that counts
 * @param expires last day that counts; empty when nothing ends it
 */
public record Period(LocalDate effective, Optional<LocalDate> expires) {
    public Period {
        LocalDays.within(effective);
        expires.ifPresent(LocalDays::within);
        if (expires.isPresent() && expires.get().isBefore(effective)) {
            throw new IllegalArgumentException(
                    "a period cannot end on "
                            + expires.get()
                            + " before it starts on "
                            + effective);
        }
    }

    /** From a day on. */
    public static Period from(LocalDate effective) {
        return new Period(effective, Optional.empty());
    }

    /** From a first to a last day, both counted. */
    public static Period between(LocalDate effective, LocalDate expires) {
        return new Period(effective, Optional.of(expires));
    }

    public boolean covers(LocalDate day) {
        return !startsAfter(day) && !endedBefore(day);
    }

    public boolean endedBefore(LocalDate day) {
        return expires.isPresent() && expires.get().isBefore(day);
    }

    public boolean startsAfter(LocalDate day) {
        return effective.isAfter(day);
    }

    /** This period, ending on {@code last} at the latest; starts stay where they are. */
    Period endingBy(LocalDate last) {
        LocalDate end = expires.filter(own -> own.isBefore(last)).orElse(last);
        return between(effective, end.isBefore(effective) ? effective : end);
    }
}
