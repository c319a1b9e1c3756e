// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Arrival;
import org.arrimage.connector.Link;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.messagelog.MessageLog;
import org.arrimage.messagelog.Quarantine;
import org.arrimage.mllp.Frame;
import org.arrimage.rulebook.Text;
import org.springframework.stereotype.Component;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Lets refused bytes through the door again, after a route or a link was mended. */
@Component
class QuarantineReplay {

    private static final Text RECORDED =
            new Text("Le message est enregistré.", "The message is recorded.");
    private static final Text NO_LINK =
            new Text("Aucun lien de cet actif n'est ouvert.", "No link of this asset is open.");
    private static final Text NOT_WHOLE =
            new Text(
                    "Seul le début de ce message est conservé : l'émetteur doit le renvoyer.",
                    "Only the beginning of this message is kept: its sender must send it again.");
    private static final Text LATE =
            new Text(
                    "Le journal n'a pas répondu à temps; réessayez.",
                    "The log did not answer in time; try again.");

    private final Quarantine quarantine;
    private final OpenRoutes routes;
    private final Door door;
    private final MessageLog log;
    private final InstantSource clock;

    QuarantineReplay(
            Quarantine quarantine,
            OpenRoutes routes,
            Door door,
            MessageLog log,
            InstantSource clock) {
        this.quarantine = quarantine;
        this.routes = routes;
        this.door = door;
        this.log = log;
        this.clock = clock;
    }

    /** What became of it. */
    record Result(boolean accepted, String code, Text reason) {}

    /** Tries again; empty when nothing is kept under that id. */
    Optional<Result> replay(UUID id) throws InterruptedException {
        Optional<Quarantine.Kept> kept = quarantine.find(id);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Optional<Link> link = routes.link(kept.get().source());
        if (link.isEmpty()) {
            return Optional.of(new Result(false, "NO_LINK", NO_LINK));
        }
        if (!kept.get().whole()) {
            return Optional.of(new Result(false, "NOT_WHOLE", NOT_WHOLE));
        }
        Frame frame = new Frame.Complete(Frame.withoutFraming(kept.get().bytes()));
        Arrival arrival = new Arrival(link.get(), "", clock.instant(), frame);
        return Optional.of(
                switch (door.inspect(arrival)) {
                    case Inspected.Refused refused -> refused(refused.problem());
                    case Inspected.Several several -> refused(several.problem());
                    case Inspected.Admitted admitted when admitted.fragment().isPresent() ->
                            refused(
                                    new Hl7Problem(
                                            ProblemCode.CONTINUATION_UNFINISHED,
                                            Location.segment("DSC", 1, -1)));
                    case Inspected.Admitted admitted -> record(id, admitted);
                });
    }

    private static Result refused(Hl7Problem problem) {
        return new Result(false, problem.code().name(), Reasons.of(problem));
    }

    private Result record(UUID id, Inspected.Admitted admitted) throws InterruptedException {
        if (!log.submitAnyway(admitted.incoming()).awaitDurable(Acknowledger.LONGEST_WAIT)) {
            return new Result(false, "NOT_RECORDED", LATE);
        }
        quarantine.release(id);
        return new Result(true, "RECORDED", RECORDED);
    }
}
