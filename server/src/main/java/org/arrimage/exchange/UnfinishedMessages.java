// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Arrival;
import org.arrimage.database.Repeated;
import org.arrimage.delivery.Lanes;
import org.arrimage.exchange.FragmentChains.Outcome;
import org.arrimage.hl7v2.Fragment;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.kernel.MessageIds;
import org.arrimage.kernel.ServerSettings;
import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.MessageLog;
import org.arrimage.messagelog.Quarantine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Messages of which fragments are still to come, bounded in number, bytes and time. One that is not
 * finished in time goes to the quarantine, fragment by fragment; the log keeps its own copy.
 */
@Component
class UnfinishedMessages implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedMessages.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final MessageLog log;
    private final Quarantine quarantine;
    private final FragmentStore store;
    private final FragmentSettings settings;
    private final MessageIds ids;
    private final InstantSource clock;
    private final boolean inspection;
    private final Map<String, FragmentChains> bySource = new ConcurrentHashMap<>();
    private @Nullable Repeated repeated;

    UnfinishedMessages(
            MessageLog log,
            Quarantine quarantine,
            FragmentStore store,
            FragmentSettings settings,
            MessageIds ids,
            InstantSource clock,
            ServerSettings server) {
        this.log = log;
        this.quarantine = quarantine;
        this.store = store;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
        this.inspection = server.inspection();
    }

    /**
     * A message that waits for more.
     *
     * @param source who sends it
     * @param position of its first fragment in the log
     * @param fragments how many came
     * @param bytes how many came
     * @param until when it goes to the quarantine
     */
    record Unfinished(
            String source,
            long position,
            int fragments,
            long bytes,
            Instant since,
            Instant until) {}

    /** Those that wait, the oldest first. */
    List<Unfinished> waiting() {
        return store.all().stream()
                .filter(row -> !row.joined())
                .map(row ->
                        new Unfinished(
                                row.asset(),
                                row.chain(),
                                row.positions().size(),
                                row.bytes(),
                                row.begun(),
                                row.begun().plus(settings.longest())))
                .toList();
    }

    /** Finds and keeps the place of a fragment that is on disk; durable when it returns. */
    Outcome add(Arrival arrival, long position, int bytes, Fragment fragment) {
        String asset = arrival.link().asset();
        Outcome outcome = chains(asset).add(position, bytes, fragment, arrival.at());
        if (outcome instanceof Outcome.Kept kept) {
            kept.replaced()
                    .ifPresent(chain -> abandon(asset, chain.id(), chain.positions(), overdue()));
            store.keep(asset, kept, position, bytes);
        }
        return outcome;
    }

    /** The fragments at these places. */
    List<byte[]> bodies(List<Long> positions) {
        return positions.stream()
                .map(position ->
                        log.at(position)
                                .orElseThrow(() ->
                                        new IllegalStateException(
                                                "no fragment at position " + position))
                                .message()
                                .body())
                .toList();
    }

    /** Most bytes of one message. */
    int mostBytes() {
        return Math.toIntExact(settings.bytes().toBytes());
    }

    /** The whole is in the log. */
    void joined(String asset, long chain) {
        store.joined(chain);
        chains(asset).joined(chain);
    }

    /** Nothing will come of these fragments: they are kept for a person. */
    void abandon(String asset, long chain, List<Long> positions, Hl7Problem problem) {
        for (int i = 0; i < positions.size(); i++) {
            Quarantine.Refusal why =
                    new Quarantine.Refusal(
                            asset,
                            "",
                            problem.code().name(),
                            "fragment " + (i + 1) + ": " + problem.where(),
                            Reasons.of(problem),
                            false);
            log.at(positions.get(i))
                    .ifPresent(each -> quarantine.keep(ids.next(), why, each.message().body()));
        }
        LOG.warn(
                "Link {}: {} fragment(s) from position {} went to the quarantine: {}",
                asset,
                positions.size(),
                chain,
                problem.code());
        store.forget(chain);
        chains(asset).forget(chain);
    }

    private FragmentChains chains(String asset) {
        return bySource.computeIfAbsent(
                asset, _ -> new FragmentChains(settings.messages(), settings.bytes().toBytes()));
    }

    private static Hl7Problem overdue() {
        return new Hl7Problem(ProblemCode.CONTINUATION_UNFINISHED, Location.segment("DSC", 1, -1));
    }

    private void expire() {
        Instant before = clock.instant().minus(settings.longest());
        bySource.forEach((asset, chains) ->
                chains.begunBefore(before).forEach(chain -> expire(asset, chain)));
    }

    private void expire(String asset, FragmentChains.Ended chain) {
        if (chain.joined()) {
            store.forget(chain.id());
            chains(asset).forget(chain.id());
        } else {
            abandon(asset, chain.id(), chain.positions(), overdue());
        }
    }

    private void restore(FragmentStore.Row row) {
        Optional<LoggedMessage> last = log.at(row.positions().getLast());
        if (last.isEmpty()) {
            LOG.warn("Retention has dropped the fragments from position {}", row.chain());
            store.forget(row.chain());
            return;
        }
        try {
            Hl7Message message =
                    Hl7Message.read(last.get().message().body(), StandardCharsets.ISO_8859_1);
            chains(row.asset())
                    .restore(
                            row.begun(),
                            row.positions(),
                            row.bytes(),
                            Fragment.of(message).map(Fragment::announces).orElse(""),
                            row.joined());
        } catch (Hl7Problem unreadable) {
            throw new IllegalStateException(
                    "position " + row.positions().getLast() + " holds no fragment", unreadable);
        }
    }

    @Override
    public void start() {
        if (inspection) {
            return;
        }
        store.all().forEach(this::restore);
        repeated = Repeated.start("unfinished messages", EVERY, this::expire);
    }

    @Override
    public void stop() {
        Repeated stopping = repeated;
        if (stopping != null) {
            stopping.close();
            repeated = null;
        }
    }

    @Override
    public boolean isRunning() {
        return repeated != null;
    }

    @Override
    public int getPhase() {
        return Lanes.PHASE + 5;
    }
}
