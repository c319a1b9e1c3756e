// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

/** Where, between two steps of a message's path, the server is killed. */
enum Breakpoint {
    /** 1 → 2: inspected, not handed to the log. */
    BEFORE_RECORD("org.arrimage.messagelog.MessageLog", "submit"),
    /** Within 2: handed to the writer, not committed. */
    BEFORE_COMMIT_1("org.arrimage.messagelog.LogStore", "insert"),
    /** 2 → 3: committed, not acknowledged. */
    BEFORE_ACKNOWLEDGE("org.arrimage.messagelog.Ticket", "commit"),
    /** 3 → 4: the lane has not read it. */
    BEFORE_READ("org.arrimage.delivery.Lane", "offer"),
    /** 4 → 5: read, not cleared. */
    BEFORE_CLEAR("org.arrimage.exchange.MessageJourney", "cleared"),
    /** 5 → 6: cleared, not translated. */
    BEFORE_TRANSLATE("org.arrimage.route.RouteProgram", "prepare"),
    /** 6 → 7: translated, not sent. */
    BEFORE_SEND("org.arrimage.exchange.Delivering", "send"),
    /** 7 → 8: sent and answered, not settled. */
    BEFORE_SETTLE("org.arrimage.exchange.Settling", "settle"),
    /** Within 8: settled in memory, not committed. */
    BEFORE_COMMIT_2("org.arrimage.delivery.LaneStore", "settle");

    private final String type;
    private final String method;

    Breakpoint(String type, String method) {
        this.type = type;
        this.method = method;
    }

    String type() {
        return type;
    }

    String method() {
        return method;
    }
}
