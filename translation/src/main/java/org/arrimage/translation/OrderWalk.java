// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The orders of a message, one after another, with what hangs on each: notes, timing, specimens,
 * observations, diagnoses (guide: ORU_R01, OML_O21, ORM_O01; HL7 v2 chapters 4, 7 and 13).
 *
 * <p>A message tells of results or of requests; an earlier result sent with a request (ORC-1 PR) is
 * a result. A specimen comes after the observations of its order, or, in messages that are about
 * specimens, before all the orders made on it.
 */
final class OrderWalk {
    /** What the orders of a message are there for. */
    enum Purpose {
        RESULTS,
        REQUESTS
    }

    private final Draft draft;
    private final PatientVisit shared;
    private final Purpose purpose;
    private final List<Segment> segments;
    private final boolean specimenFirst;
    private final ParentResults parents;
    private final List<String> specimens = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private int orders;

    OrderWalk(Draft draft, PatientVisit shared, Purpose purpose) {
        this.draft = draft;
        this.shared = shared;
        this.purpose = purpose;
        this.segments = draft.message().segments();
        this.specimenFirst = specimensComeFirst(segments);
        this.parents = new ParentResults(draft);
    }

    /** Reads the whole message. */
    void walk() throws Hl7Problem {
        int at = 0;
        while (at < segments.size()) {
            at = step(at);
        }
        shared.finish();
        if (shared.patient().isNone()) {
            draft.remark(PatientVisit.missing(draft.message(), "PID"));
        }
        if (orders == 0) {
            draft.remark(PatientVisit.missing(draft.message(), "OBR"));
        }
    }

    /** Reads what begins at a segment; gives where the next begins. */
    int step(int at) throws Hl7Problem {
        Segment segment = segments.get(at);
        if (segment.is("ORC") || segment.is("OBR")) {
            return order(at);
        }
        if (segment.is("SPM") && specimenFirst) {
            return specimen(at);
        }
        if (segment.is("PID")) {
            specimens.clear();
        }
        shared.read(at);
        return at + 1;
    }

    /** The requests read so far. */
    List<String> requests() {
        return requests;
    }

    private int order(int at) throws Hl7Problem {
        OrderGroup order = OrderGroup.at(segments, at, specimenFirst);
        orders++;
        if (order.isDrug()) {
            return new PharmacyTranslation(draft, shared).order(at);
        }
        if (!order.isOther()) {
            OrderNumbers numbers = OrderNumbers.of(draft, order);
            boolean results = purpose == Purpose.RESULTS || order.orcIs("PR");
            if (results && order.obr().isPresent()) {
                report(order, numbers);
            } else {
                request(order, numbers);
            }
        }
        return at + order.members().size();
    }

    private void report(OrderGroup order, OrderNumbers numbers) throws Hl7Problem {
        Segment obr = order.obr().orElseThrow();
        Node code = RequestMapper.code(draft, obr.field(4));
        Optional<RequestMapper.Mapped> request =
                asksForRequest(order, numbers)
                        ? Optional.of(RequestMapper.map(draft, order, numbers, code, shared))
                        : Optional.empty();
        request.ifPresent(asked -> events(order, asked));
        if (order.orcIs("RE")) {
            // "Observations to follow" is what the report itself says.
            order.orc().ifPresent(orc -> draft.took(orc.field(1).leaf()));
        }
        ReportMapper.Mapped report =
                ReportMapper.map(
                        draft, new ReportMapper.Order(order, numbers, code), request, shared);
        shared.focus(report.reference());
        List<String> taken = specimens(order, report.reference());
        taken.forEach(specimen -> report.node().add("specimen", Parties.reference(specimen)));
        var context =
                new ObservationMapper.Context(
                        shared.patient(),
                        shared.encounter(),
                        report.reference(),
                        report.effective(),
                        taken.size() == 1 ? taken.getFirst() : "");
        observations(order, context, new Found(report.node(), request, numbers));
        diagnoses(order, request);
    }

    /** Where the observations of an order go. */
    private record Found(
            Node owner, Optional<RequestMapper.Mapped> request, OrderNumbers numbers) {}

    private void request(OrderGroup order, OrderNumbers numbers) throws Hl7Problem {
        Node code = order.obr().map(obr -> Codes.concept(draft, obr.field(4))).orElseGet(Node::new);
        RequestMapper.Mapped request = RequestMapper.map(draft, order, numbers, code, shared);
        shared.focus(request.reference());
        requests.add(request.reference());
        events(order, request);
        List<String> taken = specimens(order, request.reference());
        taken.forEach(specimen -> request.node().add("specimen", Parties.reference(specimen)));
        var context =
                new ObservationMapper.Context(
                        shared.patient(),
                        shared.encounter(),
                        request.reference(),
                        order.obr().map(obr -> Times.dateTime(draft, obr.field(7))).orElse(""),
                        "");
        observations(order, context, new Found(new Node(), Optional.of(request), numbers));
        diagnoses(order, Optional.of(request));
    }

    /** A result tells of a request when it names one or says something of it. */
    private static boolean asksForRequest(OrderGroup order, OrderNumbers numbers) {
        return order.orc().isPresent()
                || !numbers.placer().isEmpty()
                || !order.notes().isEmpty()
                || !order.named("TQ1").isEmpty();
    }

    private void events(OrderGroup order, RequestMapper.Mapped request) {
        order.orc()
                .ifPresent(orc ->
                        OrderEventMapper.map(
                                draft, orc, request.reference(), purpose == Purpose.REQUESTS));
    }

    private void observations(OrderGroup order, ObservationMapper.Context context, Found found)
            throws Hl7Problem {
        List<Segment> members = order.members();
        var devices = new DeviceTree(draft, context.owner());
        boolean ofSpecimen = false;
        for (int i = 0; i < members.size(); i++) {
            Segment segment = members.get(i);
            ofSpecimen |= segment.is("SPM");
            if (segment.is("OBX") && !devices.takes(segment) && !devices.takesFacet(segment)) {
                ObservationMapper.Mapped result =
                        ObservationMapper.map(draft, segment, companions(members, i), context);
                if (!result.isNone()) {
                    devices.relate(segment, result.node());
                    attach(segment, result, ofSpecimen, found);
                    parents.add(order, segment, result);
                }
            }
        }
    }

    /**
     * Results belong to the report; what was asked, or tells of the specimen, informs the request.
     */
    private void attach(
            Segment obx, ObservationMapper.Mapped result, boolean ofSpecimen, Found found) {
        String kind = Draft.peek(obx.field(29));
        boolean informs = kind.equals("QST") || kind.equals("SCI");
        boolean reports = found.owner().has("resourceType") && !informs;
        if (reports && !ofSpecimen) {
            found.owner().add("result", Parties.reference(result.reference()));
        } else if (!ofSpecimen && found.request().isPresent()) {
            found.request()
                    .get()
                    .node()
                    .add("supportingInfo", Parties.reference(result.reference()));
        } else if (found.owner().has("resourceType")) {
            found.owner().add("result", Parties.reference(result.reference()));
        }
    }

    /** The NTE and PRT right after a segment. */
    static List<Segment> companions(List<Segment> members, int at) {
        int end = at + 1;
        while (end < members.size() && (members.get(end).is("NTE") || members.get(end).is("PRT"))) {
            end++;
        }
        return members.subList(at + 1, end);
    }

    private void diagnoses(OrderGroup order, Optional<RequestMapper.Mapped> request) {
        for (Segment dg1 : order.named("DG1")) {
            String condition =
                    ConditionMapper.map(draft, dg1, shared.patient(), shared.encounter());
            if (!condition.isEmpty() && request.isPresent()) {
                request.get().node().add("reasonReference", Parties.reference(condition));
            }
        }
    }

    /** The specimens of an order: those before it, its own SPM, else what OBR says. */
    private List<String> specimens(OrderGroup order, String owner) {
        var found = new ArrayList<String>(specimens);
        var origin = new SpecimenMapper.Origin(shared.patient(), owner, collector(order));
        List<Segment> members = order.members();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).is("SPM")) {
                found.add(SpecimenMapper.map(draft, members, i, origin));
            }
        }
        if (found.isEmpty() && order.obr().isPresent()) {
            String told = SpecimenMapper.fromOrder(draft, order.obr().get(), origin);
            if (!told.isEmpty()) {
                found.add(told);
            }
        } else if (order.obr().isPresent()) {
            SpecimenMapper.comments(draft, order.obr().get(), found.getFirst());
        }
        return found;
    }

    /** Who took the specimen: a PRT, else OBR-10. */
    private Node collector(OrderGroup order) {
        Node who = Participations.collector(draft, order);
        return who.isEmpty() && order.obr().isPresent()
                ? Roles.practitioner(draft, order.obr().get().field(10))
                : who;
    }

    /** A specimen before its orders: they are all made on it, and on the others beside it. */
    private int specimen(int at) throws Hl7Problem {
        boolean another = at > 0 && !isOfSpecimen(segments.get(at - 1));
        if (another) {
            specimens.clear();
        }
        String owner =
                shared.patient().isNone() ? draft.messageName() : shared.patient().reference();
        var origin = new SpecimenMapper.Origin(shared.patient(), owner, new Node());
        String reference = SpecimenMapper.map(draft, segments, at, origin);
        specimens.add(reference);
        int next = at + 1;
        while (next < segments.size()
                && isOfSpecimen(segments.get(next))
                && !segments.get(next).is("SPM")) {
            if (segments.get(next).is("OBX")) {
                var context =
                        new ObservationMapper.Context(
                                shared.patient(), shared.encounter(), reference, "", reference);
                ObservationMapper.map(
                        draft, segments.get(next), companions(segments, next), context);
            }
            next++;
        }
        return next;
    }

    private static boolean isOfSpecimen(Segment segment) {
        return segment.is("SPM")
                || segment.is("SAC")
                || segment.is("INV")
                || segment.is("OBX")
                || segment.is("NTE")
                || segment.is("PRT");
    }

    private static boolean specimensComeFirst(List<Segment> segments) {
        for (Segment segment : segments) {
            if (segment.is("SPM")) {
                return true;
            }
            if (segment.is("OBR") || segment.is("ORC")) {
                return false;
            }
        }
        return false;
    }
}
