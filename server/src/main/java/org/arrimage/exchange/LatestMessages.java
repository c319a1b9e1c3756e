// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.delivery.Ending;
import org.arrimage.delivery.Lanes;
import org.arrimage.messagelog.LoggedSummary;
import org.arrimage.messagelog.MessageLog;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The newest messages with what became of each at its destinations; no content. */
@Component
public class LatestMessages {

    private final MessageLog log;
    private final Lanes lanes;

    LatestMessages(MessageLog log, Lanes lanes) {
        this.log = log;
        this.lanes = lanes;
    }

    /** What became of a message at one destination. */
    public record AtDestination(String route, String asset, String outcome, Instant at) {}

    /** One message. */
    public record Latest(
            long position,
            String id,
            String source,
            String type,
            Instant receivedAt,
            int bytes,
            List<AtDestination> destinations) {}

    /** The newest {@code count} messages, newest first; a destination not named still waits. */
    public List<Latest> find(int count) {
        List<LoggedSummary> newest = log.latest(count);
        if (newest.isEmpty()) {
            return List.of();
        }
        Map<Long, List<Ending>> endings =
                lanes.endings(newest.getLast().position()).stream()
                        .collect(Collectors.groupingBy(Ending::position));
        return newest.stream()
                .map(message ->
                        new Latest(
                                message.position(),
                                message.id().toString(),
                                message.source(),
                                message.type(),
                                message.receivedAt(),
                                message.bytes(),
                                endings.getOrDefault(message.position(), List.of()).stream()
                                        .map(LatestMessages::atDestination)
                                        .toList()))
                .toList();
    }

    private static AtDestination atDestination(Ending ending) {
        return new AtDestination(
                ending.lane().route(), ending.lane().asset(), ending.outcome(), ending.at());
    }
}
