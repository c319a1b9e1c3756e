// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Link;
import org.arrimage.connector.Outgoing;
import org.arrimage.hl7v2.Header;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Skeleton;
import org.arrimage.hl7v2.SkeletonWriter;
import org.arrimage.messagelog.Incoming;
import org.arrimage.messagelog.LargeBodies;
import org.arrimage.messagelog.LargeValues;
import org.arrimage.mllp.Overflow;
import org.arrimage.route.Prepared;
import org.arrimage.route.RouteProgram;
import org.springframework.stereotype.Component;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is otherwise about messages that memory does not hold: they are received, edited and sent in
 * pieces. Every other message passes through here without a copy. Decision 0014.
 */
@Component
final class LargeMessages {

    /** Longer messages are not held in memory while they arrive, in bytes. */
    static final int IN_MEMORY = 1 << 20;

    /** Messages up to this length are put together in memory where a step needs that, in bytes. */
    static final int LARGEST_WHOLE = 16 << 20;

    private final LargeBodies bodies;
    private final OpenRoutes routes;

    /** One at a time: each takes several times its length. */
    private final ReentrantLock translating = new ReentrantLock();

    LargeMessages(LargeBodies bodies, OpenRoutes routes) {
        this.bodies = bodies;
        this.routes = routes;
    }

    /** Where the large messages of a link go while they arrive. */
    Overflow overflow(Link link) {
        return new Overflow() {
            @Override
            public int inMemory() {
                return IN_MEMORY;
            }

            @Override
            public Body begin() {
                return arriving(link);
            }
        };
    }

    private LargeArrival arriving(Link link) {
        SkeletonWriter[] skeleton = new SkeletonWriter[1];
        var values =
                bodies.writer(
                        routes.source(link.asset()),
                        () -> retention(link, skeleton[0].firstSegment()));
        skeleton[0] = new SkeletonWriter(values);
        return new LargeArrival(skeleton[0], values, bodies);
    }

    /** That of the routes that want it; a message that none wants is refused when it has come. */
    private int retention(Link link, byte[] msh) {
        try {
            Header header = Hl7Message.read(msh, link.charset()).header();
            String type = header.messageCode() + "^" + header.triggerEvent();
            return Door.retention(routes.wanting(link.asset(), type));
        } catch (Hl7Problem refusedLater) {
            return 1;
        }
    }

    /** Step 6: what a route's program makes of a message, large or not. */
    Prepared prepare(RouteProgram program, Incoming message) {
        if (message.large().isNone() || !program.translates()) {
            return program.prepare(message.body());
        }
        if (message.size() > LARGEST_WHOLE) {
            return new Prepared.Untranslatable(
                    new Hl7Problem(
                            ProblemCode.VALUE_TOO_LARGE, program.firstLargeValue(message.body())));
        }
        translating.lock();
        try {
            return program.prepare(whole(bodies, message.body(), message.large()));
        } finally {
            translating.unlock();
        }
    }

    /** A message put together in memory, from its skeleton. */
    static byte[] whole(LargeBodies bodies, byte[] skeleton, LargeValues large) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(large.bytes());
        try {
            Skeleton.writeTo(out, skeleton, values(bodies, large));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** What is sent of a message that was prepared. */
    Outgoing outgoing(RouteProgram program, Incoming message, Prepared.Ready ready) {
        if (message.large().isNone() || program.translates()) {
            return new Outgoing(ready.controlId(), ready.body());
        }
        return new Outgoing(
                ready.controlId(),
                ready.body(),
                Optional.of(new SplicedBody(ready.body(), values(bodies, message.large()))));
    }

    private static Skeleton.Values values(LargeBodies bodies, LargeValues large) {
        return (from, length, out) -> bodies.copy(large, from, length, out);
    }
}
