// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.OrderingKeys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The readings of one lane and the keys that are parked in it: what may enter, what waits behind a
 * parked message, and what to commit of it. Guarded by the lane's lock.
 */
final class LaneTracks {

    /** An idle lane's position is written again once it has read this much that was not for it. */
    private static final long STALE = 10_000;

    /** How many messages wait for a person has to be counted again: {@link Recount}. */
    static final long UNCOUNTED = -1;

    private final Track main;
    private final ParkedKeys parked = new ParkedKeys();
    private final Map<Long, Track> replays = new LinkedHashMap<>();
    private final long passedBefore;
    private long written;
    private long parkedMessages;
    private boolean counted;

    /** What becomes of a message that a track has read. */
    enum Admission {
        /** It is not for this track. */
        PASSED,
        /** It was settled before a restart. */
        SETTLED,
        /** It waits behind a parked message. */
        WAITS,
        /** It is to be sent. */
        GOES
    }

    /**
     * As a lane was left.
     *
     * @param parkedMessages how many messages wait for a person, or {@link #UNCOUNTED}
     */
    LaneTracks(Checkpoint from, long parkedMessages) {
        this.main = new Track(Track.Kind.MAIN, 0, from, Track.OPEN);
        this.written = from.lowWater();
        this.passedBefore = from.above().isEmpty() ? from.lowWater() : from.above().getLast();
        this.counted = parkedMessages != UNCOUNTED;
        this.parkedMessages = counted ? parkedMessages : 0;
    }

    /**
     * Messages that wait for a person, those being sent again included; too few until they are
     * counted.
     */
    long parkedMessages() {
        return Math.max(0, parkedMessages);
    }

    boolean counted() {
        return counted;
    }

    /** So many waited when the lane was opened. */
    void counted(long atOpening) {
        parkedMessages += atOpening;
        counted = true;
    }

    /**
     * What must be read again first after a restart, all of it in the order of the log: messages
     * that were in flight, and those of releases that had caught up with them.
     */
    List<Track> interrupted() {
        List<Track> tracks = new ArrayList<>();
        for (Parked each : parked.all()) {
            if (each.state() == Parked.State.MERGED) {
                tracks.add(each.release().orElseThrow());
            }
        }
        tracks.add(main);
        return tracks;
    }

    /** How far {@link #interrupted} is to be read together. */
    long interruptedUntil() {
        long until = passedBefore;
        for (Track track : interrupted()) {
            until = track == main ? until : Math.max(until, track.until());
        }
        return until;
    }

    Track main() {
        return main;
    }

    /** Whether a track may not read on: its window is full, or too many keys are parked. */
    boolean full(Track track, LaneRules rules) {
        return track.window().full(rules) || (track == main && parked.full());
    }

    ParkedKeys parked() {
        return parked;
    }

    /** Takes a stored parked message back; its release goes on where it was. */
    void restore(Parked stored, Checkpoint release, long until) {
        parked.restore(stored);
        if (stored.state() != Parked.State.PARKED) {
            stored.release(new Track(Track.Kind.RELEASE, stored.id(), release, until));
        }
        stored.written();
    }

    void add(Track replay) {
        replays.put(replay.id(), replay);
    }

    /** The release and the replays that go on after a restart. */
    List<Track> unfinished() {
        List<Track> tracks = new ArrayList<>(replays.values());
        parked.releasing().flatMap(Parked::release).ifPresent(tracks::add);
        tracks.removeIf(Track::readAll);
        return tracks;
    }

    // ---- reading

    Admission admit(Track track, long position, OrderingKeys keys) {
        if (position <= track.readTo() || position > end(track)) {
            return Admission.PASSED;
        }
        if (track.settledBefore(position)) {
            return Admission.SETTLED;
        }
        return switch (track.kind()) {
            case MAIN -> admitNew(position, keys);
            case RELEASE -> admitAgain(track, position, keys);
            case REPLAY -> admitReplay(track, position, keys);
        };
    }

    private Admission admitNew(long position, OrderingKeys keys) {
        Optional<Parked> ahead = parked.holding(keys, position, Optional.empty());
        if (ahead.isEmpty()) {
            return Admission.GOES;
        }
        parkedMessages++;
        parked.join(ahead.get(), keys, position, Optional.empty());
        return Admission.WAITS;
    }

    private Admission admitAgain(Track track, long position, OrderingKeys keys) {
        Parked releasing = releasedBy(track);
        if (!releasing.covers(keys, position)) {
            return Admission.PASSED;
        }
        Optional<Parked> ahead =
                releasing.state() == Parked.State.MERGED
                        ? Optional.empty()
                        : parked.holding(keys, position, Optional.of(releasing));
        if (ahead.isEmpty()) {
            return Admission.GOES;
        }
        parked.join(ahead.get(), keys, position, Optional.of(releasing));
        return Admission.WAITS;
    }

    private Admission admitReplay(Track track, long position, OrderingKeys keys) {
        if (parked.holding(keys, position, Optional.empty()).isPresent()) {
            track.countPassed();
            return Admission.PASSED;
        }
        return Admission.GOES;
    }

    /** A release reads no further than the main track: what follows is not parked twice. */
    private long end(Track track) {
        boolean following = track.kind() == Track.Kind.RELEASE && track.until() == Track.OPEN;
        return following ? main.readTo() : track.until();
    }

    /** Notes how far a track has read; true when there is something to commit. */
    boolean read(Track track, long readTo) {
        track.readTo(Math.min(readTo, end(track)));
        return switch (track.kind()) {
            case MAIN -> main.readTo() - written > STALE;
            case REPLAY -> track.readAll();
            case RELEASE -> mergeWhenCaughtUp(track);
        };
    }

    private boolean mergeWhenCaughtUp(Track track) {
        Parked releasing = releasedBy(track);
        if (releasing.state() != Parked.State.RELEASING || track.readTo() < main.readTo()) {
            return false;
        }
        track.until(track.readTo());
        parked.merge(releasing);
        return true;
    }

    private Parked releasedBy(Track track) {
        return parked.all().stream()
                .filter(each -> each.id() == track.id())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no parked message " + track.id()));
    }

    // ---- ending

    void settled(Work work) {
        work.track().window().settle(work);
        switch (work.track().kind()) {
            case MAIN -> {}
            case RELEASE -> parkedMessages--;
            case REPLAY -> work.track().countSent();
        }
    }

    /** A message, or one behind it, waits from now on; a replayed one is passed over. */
    void park(Parked behind, Work work) {
        work.track().window().settle(work);
        switch (work.track().kind()) {
            case MAIN -> {
                parkedMessages++;
                parked.join(behind, work.keys(), work.position(), Optional.empty());
            }
            case RELEASE ->
                    parked.join(
                            behind,
                            work.keys(),
                            work.position(),
                            Optional.of(releasedBy(work.track())));
            case REPLAY -> work.track().countPassed();
        }
    }

    /** Begins to send a parked message again; one release is read at a time. */
    Optional<Track> release(long position) {
        Optional<Parked> found =
                parked.releasing().isPresent() ? Optional.empty() : parked.at(position);
        return found.map(each -> {
            each.state(Parked.State.RELEASING);
            Track track =
                    new Track(
                            Track.Kind.RELEASE,
                            each.id(),
                            new Checkpoint(each.first() - 1, List.of()),
                            Track.OPEN);
            each.release(track);
            return track;
        });
    }

    // ---- committing

    LaneCommit collect(Lane lane, List<LaneCommit.Receipt> receipts) {
        Checkpoint position = main.checkpoint();
        written = position.lowWater();
        List<LaneCommit.ParkedRow> rows = new ArrayList<>(0);
        for (Parked each : List.copyOf(parked.all())) {
            boolean released =
                    each.state() == Parked.State.MERGED
                            && each.release().orElseThrow().readAll()
                            && each.release().orElseThrow().window().waiting() == 0;
            if (released) {
                parked.remove(each);
            } else if (each.changed() || each.release().isPresent()) {
                rows.add(LaneCommit.ParkedRow.of(each));
                each.written();
            }
        }
        List<LaneCommit.ReplayRow> going = new ArrayList<>(0);
        List<Long> ended = new ArrayList<>(0);
        for (Track replay : List.copyOf(replays.values())) {
            if (replay.readAll() && replay.window().waiting() == 0) {
                replays.remove(replay.id());
                ended.add(replay.id());
            }
            going.add(new LaneCommit.ReplayRow(replay.id(), replay.checkpoint(), replay.counts()));
        }
        return new LaneCommit(
                lane,
                receipts,
                position,
                counted ? parkedMessages : UNCOUNTED,
                rows,
                parked.takeGone(),
                going,
                ended);
    }

    void committed(LaneCommit commit) {
        main.window().committed(commit.main().lowWater());
        for (LaneCommit.ParkedRow row : commit.parked()) {
            parked.all().stream()
                    .filter(each -> each.id() == row.id())
                    .flatMap(each -> each.release().stream())
                    .forEach(track -> track.window().committed(row.release().lowWater()));
        }
        for (LaneCommit.ReplayRow row : commit.replays()) {
            Optional.ofNullable(replays.get(row.id()))
                    .ifPresent(track -> track.window().committed(row.checkpoint().lowWater()));
        }
    }

    /** The lowest position that may still have to be read. */
    long needs() {
        long lowest = main.checkpoint().lowWater() + 1;
        for (Parked each : parked.all()) {
            lowest =
                    Math.min(
                            lowest,
                            each.release()
                                    .map(track -> track.checkpoint().lowWater() + 1)
                                    .orElseGet(each::first));
        }
        for (Track replay : replays.values()) {
            lowest = Math.min(lowest, replay.checkpoint().lowWater() + 1);
        }
        return lowest;
    }
}
