// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.keys.DataKey;
import org.arrimage.keys.Keys;
import org.springframework.stereotype.Component;

import javax.crypto.SecretKey;

/** What the log asks of the keys: seal with the key of now, open with the key that sealed. */
interface Sealing {

    /** The key to seal with now. */
    Sealer sealer();

    /** Opens what the numbered key sealed under the same context. */
    byte[] open(int key, byte[] sealed, long context);

    /** The secret of the hashes by which duplicates are recognised; the same for ever. */
    SecretKey duplicates();

    /** One key, for one row. */
    interface Sealer {
        int key();

        /** Seals {@code length} bytes from 0; {@code context} is authenticated, not stored. */
        byte[] seal(byte[] plain, int length, long context);
    }

    /** With the keys of the server. */
    @Component
    final class WithKeys implements Sealing {

        private final Keys keys;

        WithKeys(Keys keys) {
            this.keys = keys;
        }

        @Override
        public Sealer sealer() {
            DataKey current = keys.current();
            return new Sealer() {
                @Override
                public int key() {
                    return current.id();
                }

                @Override
                public byte[] seal(byte[] plain, int length, long context) {
                    return current.seal(plain, 0, length, context);
                }
            };
        }

        @Override
        public byte[] open(int key, byte[] sealed, long context) {
            return keys.find(key).open(sealed, 0, sealed.length, context);
        }

        @Override
        public SecretKey duplicates() {
            return keys.index("duplicates");
        }
    }
}
