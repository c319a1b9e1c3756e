// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TranslationSampleTest {

    @ParameterizedTest
    @EnumSource
    void isOfTheSizeItsNameSays(TranslationSample sample) {
        String work = sample.work();
        double kilobytes = Double.parseDouble(work.substring(4, work.length() - 2));

        assertThat(sample.message().length / 1000.0).isBetween(kilobytes * 0.9, kilobytes * 1.1);
        assertThat(sample.message()[sample.message().length - 1]).isEqualTo((byte) '\r');
    }
}
