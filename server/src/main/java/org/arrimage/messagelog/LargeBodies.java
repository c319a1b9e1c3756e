// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import com.github.luben.zstd.Zstd;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The values that are too large for a message's body: written while the message arrives, read piece
 * by piece while it is sent. Decision 0014.
 */
@Component
public class LargeBodies {

    private static final Logger LOG = LoggerFactory.getLogger(LargeBodies.class);

    private final ChunkStore store;
    private final Sealing sealing;
    private final InstantSource clock;

    LargeBodies(ChunkStore store, Sealing sealing, InstantSource clock) {
        this.store = store;
        this.sealing = sealing;
        this.clock = clock;
    }

    /**
     * Begins the values of a message that arrives. Nothing is stored before a value comes.
     *
     * @param source as {@link Incoming#source}
     * @param retention as {@link Incoming#retention}; asked once, when the first chunk is full
     */
    public ValueWriter writer(short source, IntSupplier retention) {
        return new ValueWriter(store, sealing, clock, source, retention);
    }

    /**
     * Writes some of a message's values.
     *
     * @param from offset among all its values, one after the other
     * @throws IOException what {@code out} threw
     * @throws RuntimeException when they cannot be read: the database is away, or they are damaged
     */
    public void copy(LargeValues values, long from, long length, OutputStream out)
            throws IOException {
        long at = from;
        while (at < from + length) {
            int number = Math.toIntExact(at / ValueWriter.CHUNK);
            int within = (int) (at % ValueWriter.CHUNK);
            byte[] chunk = chunk(values, number);
            long more = Math.min(chunk.length - within, from + length - at);
            if (more <= 0) {
                throw damaged(values, number);
            }
            out.write(chunk, within, (int) more);
            at += more;
        }
    }

    private byte[] chunk(LargeValues values, int number) {
        ChunkStore.Sealed sealed =
                store.find(values.bucket(), values.body(), number)
                        .orElseThrow(() -> damaged(values, number));
        byte[] packed =
                sealing.open(
                        sealed.key(), sealed.bytes(), ValueWriter.context(values.body(), number));
        long size = Zstd.getFrameContentSize(packed);
        if (size < 0 || size > ValueWriter.CHUNK) {
            throw damaged(values, number);
        }
        return Zstd.decompress(packed, (int) size);
    }

    private static IllegalStateException damaged(LargeValues values, int number) {
        return new IllegalStateException(
                "chunk %d of body %d is missing or damaged".formatted(number, values.body()));
    }

    /** The message will not be recorded: its values go. */
    void abandon(LargeValues values) {
        forget(store, values.body(), values.bucket());
    }

    /**
     * At the latest when the server starts again: a failure here is no reason to lose an answer.
     */
    static void forget(ChunkStore store, long body, int bucket) {
        try {
            store.forget(body, bucket);
        } catch (DataAccessException unavailable) {
            LOG.warn(
                    "Parts of a message that is not kept stay until the next start: {}",
                    unavailable.getClass().getSimpleName());
        }
    }

    /** Lets go of what was cut when the server before this one ended. */
    void forgetCut() {
        int cut = store.forgetArriving();
        if (cut > 0) {
            LOG.info("{} large message(s) were cut while they arrived; their parts are gone", cut);
        }
    }

    /**
     * Drops partitions whose days are over, but those that the log keeps: they go after their
     * blocks, and those in which only cut messages were go too.
     */
    void dropExpired(Instant now, Set<Integer> kept) {
        for (int bucket : store.buckets()) {
            if (Bucket.expired(bucket, now) && !kept.contains(bucket) && !store.drop(bucket)) {
                return;
            }
        }
    }

    /** Lets go of what holds kept, once their messages went. */
    void releaseHeld() {
        store.releaseHeld();
    }
}
