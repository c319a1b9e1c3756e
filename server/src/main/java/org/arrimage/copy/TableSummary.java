// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

/**
 * What a table held. Two copies are the same when their summaries are.
 *
 * @param table {@code schema.name}
 * @param rows how many
 * @param bytes of PostgreSQL's binary form of them
 * @param digest of all rows in whatever order: the SHA-256 of each row's binary form, added word by
 *     word, in hexadecimal
 */
public record TableSummary(String table, long rows, long bytes, String digest) {}
