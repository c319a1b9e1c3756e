// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

/** The exchange as the console sees it. */
@FunctionalInterface
interface ExchangeView {
    /** Everything the page shows, read now. Asked at most once a second, however many look. */
    Snapshot snapshot();
}
