// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the keys.
 *
 * @param origin where the key that wraps all others comes from; a reference, never the key itself.
 *     {@code data}: files {@code keys/kek-N} in the data folder, the first made at the first start.
 *     {@code file:/path}: a file that somebody else provides, for instance a mounted secret. {@code
 *     env:NAME}: an environment variable. The last two hold one key a line, {@code N:BASE64} (32
 *     bytes), or one key without a number, which is then 1
 */
@ConfigurationProperties("arrimage.keys")
record KeySettings(@DefaultValue("data") String origin) {}
