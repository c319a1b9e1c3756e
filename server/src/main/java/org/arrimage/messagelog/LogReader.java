// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the log back from the database, in position order across partitions. */
final class LogReader {

    /**
     * Blocks asked for at once; a block holds at most {@link LogWriter#BLOCK_BYTES} or one message.
     */
    private static final int BLOCKS = 8;

    /**
     * Bytes of bodies given out at once: what that many full blocks hold. It ends with the message
     * that reaches it, so a large one adds its own size at most.
     */
    private static final long BYTES = (long) BLOCKS * LogWriter.BLOCK_BYTES;

    /** Blocks kept unpacked: several lanes often catch up at the same place. */
    private static final int KEPT = 16;

    private final LogStore store;
    private final Segments segments;
    private final Sealing sealing;
    private final Map<Long, List<LoggedMessage>> kept =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, List<LoggedMessage>> eldest) {
                    return size() > KEPT;
                }
            };

    LogReader(LogStore store, Segments segments, Sealing sealing) {
        this.store = store;
        this.segments = segments;
        this.sealing = sealing;
    }

    /** The messages of a source after a position and up to another, at most {@code limit}. */
    Page after(long position, long upTo, short source, int limit) {
        long from = position;
        for (Segment segment : segments.after(position)) {
            Page page = within(segment, from, upTo, source, limit);
            if (!page.messages().isEmpty() || page.readTo() >= upTo) {
                return page;
            }
            from = Math.max(from, page.readTo());
        }
        return new Page(List.of(), upTo);
    }

    /** Reads from a partition and from those whose positions lie among its own. */
    private Page within(Segment segment, long position, long upTo, short source, int limit) {
        long bound = Math.min(upTo, segment.last());
        List<Block> blocks = new ArrayList<>();
        for (Segment each : segments.after(position)) {
            if (each.first() <= bound) {
                List<Block> found = store.after(each.bucket(), position, bound, source, BLOCKS);
                if (found.size() == BLOCKS) {
                    bound = Math.min(bound, found.getLast().last());
                }
                blocks.addAll(found);
            }
        }
        blocks.sort(Comparator.comparingLong(Block::last));
        List<LoggedMessage> messages = new ArrayList<>();
        long bytes = 0;
        for (Block block : blocks) {
            if (block.last() > bound) {
                break;
            }
            if (bytes >= BYTES) {
                return new Page(messages, messages.getLast().position());
            }
            for (LoggedMessage message : unpacked(block)) {
                if (messages.size() == limit) {
                    return new Page(messages, messages.getLast().position());
                }
                if (message.position() > position) {
                    messages.add(message);
                    bytes += message.message().body().length;
                }
            }
        }
        return new Page(messages, bound);
    }

    /** The message at a position. */
    Optional<LoggedMessage> at(long position) {
        for (Segment segment : segments.around(position)) {
            Optional<Block> block = store.at(segment.bucket(), position);
            if (block.isPresent()) {
                return Optional.of(
                        unpacked(block.get()).get((int) (position - block.get().first())));
            }
        }
        return Optional.empty();
    }

    /** The newest messages, newest first, each as {@code view} shows it: bodies are not kept. */
    <T> List<T> latest(int most, Function<LoggedMessage, T> view) {
        SortedMap<Long, T> newest = new TreeMap<>(Comparator.reverseOrder());
        for (Segment segment : segments.newestFirst()) {
            long before = segment.last() + 1;
            while (newest.size() < most || before > newest.lastKey()) {
                List<Block> blocks = store.latest(segment.bucket(), before, BLOCKS);
                if (blocks.isEmpty()) {
                    break;
                }
                for (Block block : blocks) {
                    unpacked(block).forEach(each -> newest.put(each.position(), view.apply(each)));
                    before = block.first();
                    while (newest.size() > most) {
                        newest.remove(newest.lastKey());
                    }
                }
            }
        }
        return List.copyOf(newest.values());
    }

    private List<LoggedMessage> unpacked(Block block) {
        synchronized (kept) {
            List<LoggedMessage> known = kept.get(block.last());
            if (known != null) {
                return known;
            }
        }
        List<Incoming> messages =
                BlockPacker.unpack(block.left() ? store.whole(block) : block, sealing);
        List<LoggedMessage> logged = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            logged.add(new LoggedMessage(block.first() + i, messages.get(i)));
        }
        long plain = messages.stream().mapToLong(each -> each.body().length).sum();
        if (plain <= LogWriter.BLOCK_BYTES) {
            synchronized (kept) {
                kept.put(block.last(), logged);
            }
        }
        return logged;
    }
}
