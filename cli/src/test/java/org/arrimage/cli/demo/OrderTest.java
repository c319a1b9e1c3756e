// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class OrderTest {

    private static final List<String> SENT = List.of("a1", "b1", "a2", "b2");

    @Test
    void isKeptWhateverTheMixOfPeople() {
        assertThat(Order.kept(List.of("a1", "a2", "b1", "b2"), SENT, 2)).isTrue();
        assertThat(Order.kept(List.of("b1", "a1", "b2", "a2"), SENT, 2)).isTrue();
    }

    @Test
    void isBrokenWhenAPersonsLaterMessageComesFirst() {
        assertThat(Order.kept(List.of("a2", "a1", "b1", "b2"), SENT, 2)).isFalse();
    }

    @Test
    void isBrokenWhenAMessageIsMissing() {
        assertThat(Order.kept(List.of("a1", "b1", "a2"), SENT, 2)).isFalse();
    }

    @Test
    void looksAtTheFirstArrivalOfARepeatedMessage() {
        assertThat(Order.kept(List.of("a1", "b1", "a2", "a1", "b2"), SENT, 2)).isTrue();
    }
}
