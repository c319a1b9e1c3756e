// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.time.Duration;

/**
 * What a scripted receiver does about one message.
 *
 * @param answering in which way it answers
 * @param code MSA-1 of the answer, where there is one
 * @param delay how long before
 */
record Behaviour(Answering answering, String code, Duration delay) {

    /** In which way a receiver answers. */
    enum Answering {
        ONCE,
        TWICE,
        /** After a while, though in time; the next messages are read and answered meanwhile. */
        OUT_OF_TURN,
        /** CA at once, then the code: enhanced mode. */
        STORED_FIRST,
        /** After the sender's patience; the next messages are read and answered meanwhile. */
        LATE,
        /** With the control id of the message before. */
        ABOUT_ANOTHER,
        GARBAGE,
        /** Not at all; the connection stays open. */
        SILENT,
        /** Half the answer, then a reset. */
        RESET_IN_ANSWER,
        RESET_BEFORE_ANSWER
    }

    /** What a sender may believe after the answer. */
    enum Said {
        /** That the message was taken: the answer was whole, in time and about it. */
        ACCEPTED,
        /** Perhaps that it was taken: an answer about it came late, or may not have come. */
        PERHAPS,
        REFUSED,
        NOTHING
    }

    static Behaviour accepting() {
        return saying("AA");
    }

    static Behaviour saying(String code) {
        return new Behaviour(Answering.ONCE, code, Duration.ZERO);
    }

    static Behaviour storingThenSaying(String code) {
        return new Behaviour(Answering.STORED_FIRST, code, Duration.ZERO);
    }

    static Behaviour acceptingAfter(Duration delay) {
        return new Behaviour(Answering.ONCE, "AA", delay);
    }

    static Behaviour acceptingLate(Duration delay) {
        return new Behaviour(Answering.LATE, "AA", delay);
    }

    /** With an answer that later ones may overtake. */
    Behaviour outOfTurn(Duration after) {
        return new Behaviour(Answering.OUT_OF_TURN, code, after);
    }

    static Behaviour accepting(Answering answering) {
        return new Behaviour(answering, "AA", Duration.ZERO);
    }

    Said said() {
        return switch (answering) {
            case ONCE, TWICE, OUT_OF_TURN, STORED_FIRST ->
                    code.equals("AA") ? Said.ACCEPTED : Said.REFUSED;
            case LATE -> Said.PERHAPS;
            case ABOUT_ANOTHER, GARBAGE, SILENT, RESET_IN_ANSWER, RESET_BEFORE_ANSWER ->
                    Said.NOTHING;
        };
    }
}
