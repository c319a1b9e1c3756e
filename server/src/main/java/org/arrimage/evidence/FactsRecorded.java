// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

/** Published, after the commit, each time facts changed: whoever judged by them judges again. */
public record FactsRecorded() {}
