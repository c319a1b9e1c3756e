// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * The usual fields of MSH (HL7 v2 chapter 2, message header segment), read one by one when asked. A
 * field the sender left out reads as the empty string.
 */
public final class Header {
    private final Segment msh;

    Header(Segment msh) {
        this.msh = msh;
    }

    /** MSH-3.1. */
    public String sendingApplication() {
        return msh.field(3).text();
    }

    /** MSH-4.1. */
    public String sendingFacility() {
        return msh.field(4).text();
    }

    /** MSH-5.1. */
    public String receivingApplication() {
        return msh.field(5).text();
    }

    /** MSH-6.1. */
    public String receivingFacility() {
        return msh.field(6).text();
    }

    /** MSH-9.1, for instance {@code ADT}. */
    public String messageCode() {
        return msh.field(MessageReader.MESSAGE_TYPE).text();
    }

    /** MSH-9.2, for instance {@code A01}. */
    public String triggerEvent() {
        return msh.field(MessageReader.MESSAGE_TYPE).component(2).text();
    }

    /** MSH-9.3, for instance {@code ADT_A01}; empty before 2.3.1. */
    public String structure() {
        return msh.field(MessageReader.MESSAGE_TYPE).component(3).text();
    }

    /** MSH-10. */
    public String controlId() {
        return msh.field(MessageReader.CONTROL_ID).text();
    }

    /** MSH-11.1: P production, T training, D debugging. */
    public String processingId() {
        return msh.field(11).text();
    }

    /** MSH-12.1, for instance {@code 2.5.1}. */
    public String version() {
        return msh.field(MessageReader.VERSION).text();
    }

    /** MSH-13, the number of the sequence number protocol (HL7 v2.5.1 §2.10.1). */
    public String sequenceNumber() {
        return msh.field(MessageReader.SEQUENCE_NUMBER).text();
    }

    /** MSH-14: DSC-1 of the fragment that this one continues (HL7 v2.5.1 §2.10.2). */
    public String continuationPointer() {
        return msh.field(MessageReader.CONTINUATION_POINTER).text();
    }

    /** MSH-15, HL7 table 0155; {@link AcknowledgementMode} decides on it. */
    public String acceptAcknowledgement() {
        return msh.field(MessageReader.ACCEPT_ACKNOWLEDGEMENT).text();
    }

    /** MSH-16, HL7 table 0155. */
    public String applicationAcknowledgement() {
        return msh.field(MessageReader.APPLICATION_ACKNOWLEDGEMENT).text();
    }

    /** MSH-18 as written by the sender. */
    public String characterSet() {
        return msh.field(MessageReader.CHARACTER_SET).text();
    }
}
