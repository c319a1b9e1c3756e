// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.hl7v2.Fragment;
import org.arrimage.hl7v2.ProblemCode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of one source that come in fragments, and what each still waits for (HL7 v2.5.1
 * §2.10.2): MSH-14 of a fragment is DSC-1 of the one before it. Knows places in the log, not bytes.
 */
final class FragmentChains {

    /** Of one message: each is searched for among the others. */
    private static final int MOST_FRAGMENTS = 10_000;

    private final int mostMessages;
    private final long mostBytes;
    private final Map<Long, Chain> chains = new LinkedHashMap<>();

    /** What came of a fragment. */
    sealed interface Outcome {

        /**
         * It has its place.
         *
         * @param chain position of the first fragment
         * @param nth which fragment of its message, from 1
         * @param begun when the first one came
         * @param whole the positions of all, in order, when this is the last; empty otherwise
         * @param replaced an unfinished message that announced the same next fragment: its sender
         *     began anew
         */
        record Kept(long chain, int nth, Instant begun, List<Long> whole, Optional<Ended> replaced)
                implements Outcome {}

        /** It has none. */
        record Refused(ProblemCode code) implements Outcome {}
    }

    /**
     * A message that waits no longer.
     *
     * @param id position of its first fragment
     * @param positions those that came
     * @param joined the whole is in the log
     */
    record Ended(long id, List<Long> positions, boolean joined) {}

    /** One message. */
    private static final class Chain {
        private final Instant begun;
        private final List<Long> positions = new ArrayList<>();
        private String awaits = "";
        private long bytes;
        private boolean joined;

        Chain(Instant begun) {
            this.begun = begun;
        }

        void add(long position, long size, String announces) {
            positions.add(position);
            bytes += size;
            awaits = announces;
        }

        Ended ended() {
            return new Ended(positions.getFirst(), List.copyOf(positions), joined);
        }
    }

    FragmentChains(int mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    /** A message that was begun before this process: its positions and what the last announced. */
    synchronized void restore(
            Instant begun, List<Long> positions, long bytes, String awaits, boolean joined) {
        Chain chain = new Chain(begun);
        chain.positions.addAll(positions);
        chain.bytes = bytes;
        chain.awaits = awaits;
        chain.joined = joined;
        chains.put(positions.getFirst(), chain);
    }

    /**
     * Finds the place of a fragment that is on disk; again, for one that comes again.
     *
     * @param bytes its size
     * @param at when it came
     */
    synchronized Outcome add(long position, int bytes, Fragment fragment, Instant at) {
        for (Chain chain : chains.values()) {
            int before = chain.positions.indexOf(position);
            if (before >= 0) {
                return kept(chain, before + 1, Optional.empty());
            }
        }
        Optional<Chain> before =
                fragment.isFirst() ? Optional.empty() : awaiting(fragment.continues());
        if (!fragment.isFirst() && before.isEmpty()) {
            return new Outcome.Refused(ProblemCode.CONTINUATION_UNKNOWN);
        }
        Optional<Ended> replaced =
                fragment.isLast()
                        ? Optional.empty()
                        : awaiting(fragment.announces())
                                .filter(other -> before.isEmpty() || other != before.get())
                                .map(Chain::ended);
        replaced.ifPresent(other -> chains.remove(other.id()));
        Chain chain = before.orElseGet(() -> new Chain(at));
        if (isFull(before.isEmpty(), bytes) || chain.positions.size() == MOST_FRAGMENTS) {
            return new Outcome.Refused(ProblemCode.CONTINUATION_TOO_MUCH);
        }
        chain.add(position, bytes, fragment.announces());
        chains.putIfAbsent(chain.positions.getFirst(), chain);
        return kept(chain, chain.positions.size(), replaced);
    }

    private static Outcome kept(Chain chain, int nth, Optional<Ended> replaced) {
        boolean last = chain.awaits.isEmpty() && nth == chain.positions.size();
        return new Outcome.Kept(
                chain.positions.getFirst(),
                nth,
                chain.begun,
                last ? List.copyOf(chain.positions) : List.of(),
                replaced);
    }

    private Optional<Chain> awaiting(String pointer) {
        return chains.values().stream()
                .filter(chain -> !chain.joined && chain.awaits.equals(pointer))
                .findFirst();
    }

    private boolean isFull(boolean begins, int more) {
        int unfinished = 0;
        long bytes = more;
        for (Chain chain : chains.values()) {
            unfinished += chain.joined ? 0 : 1;
            bytes += chain.joined ? 0 : chain.bytes;
        }
        return bytes > mostBytes || (begins && unfinished >= mostMessages);
    }

    /** The whole is in the log: only remembered from now on, the newest {@code mostMessages}. */
    synchronized void joined(long id) {
        Optional.ofNullable(chains.get(id)).ifPresent(chain -> chain.joined = true);
        List<Long> joined =
                chains.entrySet().stream()
                        .filter(each -> each.getValue().joined)
                        .map(Map.Entry::getKey)
                        .toList();
        joined.subList(0, Math.max(0, joined.size() - mostMessages)).forEach(chains::remove);
    }

    /** The messages that were begun before a moment. */
    synchronized List<Ended> begunBefore(Instant moment) {
        return chains.values().stream()
                .filter(chain -> chain.begun.isBefore(moment))
                .map(Chain::ended)
                .toList();
    }

    synchronized void forget(long id) {
        chains.remove(id);
    }
}
