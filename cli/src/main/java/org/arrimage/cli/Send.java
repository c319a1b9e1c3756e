// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.benchmarks.Latencies;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Sends HL7 v2 messages over MLLP and prints what came back, and how fast. */
@Command(name = "send")
final class Send implements Callable<Integer> {

    /**
     * Most connections of one command: enough to load one service, too few to hurt a stranger's by
     * mistake.
     */
    private static final int MOST_CONNECTIONS = 256;

    /** Frames ahead of their answers: what a server takes before it answers, and no more. */
    private static final int MOST_AHEAD = 64;

    /** More messages than this are summed up, not listed. */
    private static final int MOST_LISTED = 50;

    /**
     * The machine form.
     *
     * @param resumeFrom the first message without an answer, for {@code --from}; 0 when all have
     *     one
     * @param remarks what the receiver said of a batch as such
     */
    record Result(
            int sent,
            long accepted,
            long refused,
            double seconds,
            int resumeFrom,
            List<String> remarks,
            Latencies.Summary acknowledgementMillis,
            List<SendReply> acknowledgements) {}

    private final Screen screen;

    @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "send.files")
    private List<Path> files = List.of();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "mllp[s]://HOST:PORT",
            descriptionKey = "send.to")
    private String to = "";

    @Option(names = "--connections", paramLabel = "N", descriptionKey = "send.connections")
    private int connections = 1;

    @Option(names = "--rate", paramLabel = "R", descriptionKey = "send.rate")
    private double rate;

    @Option(names = "--repeat", paramLabel = "N", descriptionKey = "send.repeat")
    private int repeat = 1;

    @Option(names = "--batch", descriptionKey = "send.batch")
    private boolean batch;

    @Option(names = "--from", paramLabel = "N", descriptionKey = "send.from")
    private int from = 1;

    @Option(names = "--pipeline", paramLabel = "N", descriptionKey = "send.pipeline")
    private int pipeline = 1;

    @Option(names = "--timeout", paramLabel = "S", descriptionKey = "send.timeout")
    private int timeoutSeconds = 30;

    @Option(names = "--trust", paramLabel = "PEM", descriptionKey = "send.trust")
    private Optional<Path> trust = Optional.empty();

    @Mixin private OutputOptions output = new OutputOptions();

    /** Standard input can be read once only. */
    private byte[] given = {};

    Send(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (connections < 1
                || connections > MOST_CONNECTIONS
                || pipeline < 1
                || pipeline > MOST_AHEAD
                || from < 1
                || repeat < 1
                || rate < 0
                || timeoutSeconds < 1) {
            throw Failure.unusable(screen.text("send.limits", MOST_CONNECTIONS, MOST_AHEAD));
        }
        List<SendFrame> frames = frames();
        Endpoint given = Endpoint.of(to, trust, screen);
        Endpoint endpoint =
                new Endpoint(
                        given.address().answeringWithin(Duration.ofSeconds(timeoutSeconds)),
                        given.tls(),
                        given.trust());
        var stream = new SendStream(frames, new SendStream.Pace(connections, pipeline, rate));
        long start = System.nanoTime();
        SendStream.Outcome outcome = stream.send(endpoint);
        Result result = summary(frames, outcome, (System.nanoTime() - start) / 1e9);
        show(result);
        return result.refused() == 0 && result.resumeFrom() == 0 && result.remarks().isEmpty()
                ? Exit.DONE
                : Exit.NO;
    }

    private List<SendFrame> frames() throws IOException {
        List<SendFrame> frames = new ArrayList<>();
        int number = 0;
        for (int pass = 0; pass < repeat; pass++) {
            for (SendFrame frame : read()) {
                List<SendFrame.Message> numbered = new ArrayList<>();
                for (SendFrame.Message message : frame.messages()) {
                    number++;
                    numbered.add(new SendFrame.Message(number, message.file(), message.body()));
                }
                frames.add(new SendFrame(frame.body(), frame.batch(), numbered));
            }
        }
        if (from > number) {
            throw Failure.unusable(screen.text(number == 0 ? "send.empty" : "send.beyond", number));
        }
        if (!batch && from == 1) {
            return frames;
        }
        List<SendFrame.Message> left =
                frames.stream()
                        .flatMap(frame -> frame.messages().stream())
                        .filter(message -> message.number() >= from)
                        .toList();
        return batch ? SendFrame.batches(left) : left.stream().map(SendFrame::alone).toList();
    }

    /** What the files hold, once: a batch as it is, anything else message by message. */
    private List<SendFrame> read() throws IOException {
        List<SendFrame> frames = new ArrayList<>();
        for (Path file : files) {
            byte[] bytes = file.toString().equals("-") ? standardInput() : Files.readAllBytes(file);
            for (byte[] body : Messages.in(bytes)) {
                boolean enveloped = Messages.isEnveloped(body);
                List<SendFrame.Message> messages =
                        (enveloped ? SendFrame.unwrapped(body) : List.of(body))
                                .stream()
                                        .map(each ->
                                                new SendFrame.Message(0, file.toString(), each))
                                        .toList();
                frames.add(new SendFrame(body, enveloped, messages));
            }
        }
        return frames;
    }

    private byte[] standardInput() throws IOException {
        if (given.length == 0) {
            given = System.in.readAllBytes();
        }
        return given;
    }

    private Result summary(List<SendFrame> frames, SendStream.Outcome outcome, double seconds) {
        List<SendReply> replies =
                outcome.replies().stream()
                        .sorted(Comparator.comparingInt(SendReply::number))
                        .toList();
        long accepted = replies.stream().filter(SendReply::accepted).count();
        var latencies = new Latencies();
        replies.forEach(reply -> latencies.add((long) (reply.millis() * 1e6)));
        return new Result(
                replies.size(),
                accepted,
                replies.size() - accepted,
                seconds,
                firstUnanswered(frames, replies),
                outcome.remarks(),
                latencies.summary(),
                replies);
    }

    private static int firstUnanswered(List<SendFrame> frames, List<SendReply> replies) {
        Set<Integer> answered =
                replies.stream()
                        .filter(SendReply::answered)
                        .map(SendReply::number)
                        .collect(Collectors.toSet());
        return frames.stream()
                .flatMap(frame -> frame.messages().stream())
                .map(SendFrame.Message::number)
                .filter(number -> !answered.contains(number))
                .findFirst()
                .orElse(0);
    }

    private void show(Result result) {
        if (output.json) {
            screen.json(result);
            return;
        }
        if (result.sent() <= MOST_LISTED) {
            result.acknowledgements().forEach(this::show);
        } else {
            result.acknowledgements().stream()
                    .filter(reply -> !reply.accepted())
                    .limit(MOST_LISTED)
                    .forEach(this::show);
        }
        result.remarks().forEach(screen::print);
        var millis = result.acknowledgementMillis();
        screen.say(
                "send.total", result.sent(), result.accepted(), result.refused(), result.seconds());
        screen.say("send.latency", millis.p50(), millis.p95(), millis.p99());
        if (result.resumeFrom() > 0) {
            screen.say("send.resume", result.resumeFrom());
        }
    }

    private void show(SendReply reply) {
        String code =
                screen.tone(reply.accepted() ? Screen.Tone.GOOD : Screen.Tone.BAD, reply.code());
        screen.print(
                "%s  %s  %s  %.1f ms  %s"
                        .formatted(
                                code, reply.control(), reply.file(), reply.millis(), reply.text())
                        .stripTrailing());
    }
}
