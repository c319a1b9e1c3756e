// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.benchmarks.Latencies;
import org.arrimage.mllp.MllpClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends HL7 v2 messages over MLLP and prints what came back, and how fast. */
@Command(name = "send")
final class Send implements Callable<Integer> {

    /**
     * Most connections of one command: enough to load one service, too few to hurt a stranger's by
     * mistake.
     */
    private static final int MOST_CONNECTIONS = 256;

    /** One message to send. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Outgoing(String file, byte[] body) {}

    /**
     * What came back for one message.
     *
     * @param code MSA-1: AA, AE, AR, CA, CE, CR; {@code -} when nothing usable came
     * @param text ERR or MSA-3, or why there was no answer
     */
    record Reply(String file, String control, String code, String text, double millis) {
        boolean accepted() {
            return code.equals("AA") || code.equals("CA");
        }
    }

    /** The machine form. */
    record Result(
            int sent,
            long accepted,
            long refused,
            double seconds,
            Latencies.Summary acknowledgementMillis,
            List<Reply> acknowledgements) {}

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

    @Option(names = "--timeout", paramLabel = "S", descriptionKey = "send.timeout")
    private int timeoutSeconds = 30;

    @Option(names = "--trust", paramLabel = "PEM", descriptionKey = "send.trust")
    private Optional<Path> trust = Optional.empty();

    @Mixin private OutputOptions output = new OutputOptions();

    Send(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (connections < 1
                || connections > MOST_CONNECTIONS
                || repeat < 1
                || rate < 0
                || timeoutSeconds < 1) {
            throw Failure.unusable(screen.text("send.limits", MOST_CONNECTIONS));
        }
        List<Outgoing> messages = read();
        Endpoint given = Endpoint.of(to, trust, screen);
        Endpoint endpoint =
                new Endpoint(
                        given.address().answeringWithin(Duration.ofSeconds(timeoutSeconds)),
                        given.tls(),
                        given.trust());
        long start = System.nanoTime();
        List<Reply> replies = sendAll(messages, endpoint, start);
        Result result = summary(replies, (System.nanoTime() - start) / 1e9);
        show(result);
        return result.refused() == 0 ? Exit.DONE : Exit.NO;
    }

    private List<Outgoing> read() throws IOException {
        List<Outgoing> messages = new ArrayList<>();
        for (Path file : files) {
            byte[] bytes =
                    file.toString().equals("-")
                            ? System.in.readAllBytes()
                            : Files.readAllBytes(file);
            for (byte[] body : Messages.in(bytes)) {
                messages.add(new Outgoing(file.toString(), body));
            }
        }
        if (messages.isEmpty()) {
            throw Failure.unusable(screen.text("send.empty"));
        }
        List<Outgoing> all = new ArrayList<>(messages.size() * repeat);
        for (int i = 0; i < repeat; i++) {
            all.addAll(messages);
        }
        return all;
    }

    /** Each connection takes the next message once it has the answer to its last. */
    private List<Reply> sendAll(List<Outgoing> messages, Endpoint endpoint, long start)
            throws IOException, InterruptedException {
        var next = new AtomicInteger();
        var replies = new ConcurrentLinkedQueue<Reply>();
        List<MllpClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(connections, messages.size()); i++) {
                clients.add(endpoint.connect());
            }
            List<Thread> threads =
                    clients.stream()
                            .map(client ->
                                    Thread.ofVirtual()
                                            .start(() ->
                                                    work(client, messages, next, replies, start)))
                            .toList();
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            for (MllpClient client : clients) {
                client.close();
            }
        }
        return List.copyOf(replies);
    }

    private void work(
            MllpClient client,
            List<Outgoing> messages,
            AtomicInteger next,
            ConcurrentLinkedQueue<Reply> replies,
            long start) {
        while (client.isOpen()) {
            int index = next.getAndIncrement();
            if (index >= messages.size()) {
                return;
            }
            if (rate > 0) {
                waitUntil(start + (long) (index * 1e9 / rate));
            }
            replies.add(exchange(client, messages.get(index)));
        }
    }

    private Reply exchange(MllpClient client, Outgoing message) {
        String control = Messages.field(message.body(), "MSH", 10);
        long start = System.nanoTime();
        try {
            byte[] answer = client.exchange(message.body());
            double millis = (System.nanoTime() - start) / 1e6;
            String code = Messages.field(answer, "MSA", 1);
            String error = Messages.field(answer, "ERR", 8);
            String place = Messages.field(answer, "ERR", 2);
            String text =
                    error.isEmpty() && place.isEmpty()
                            ? Messages.field(answer, "MSA", 3)
                            : (place + " " + error).strip();
            return new Reply(message.file(), control, code.isEmpty() ? "-" : code, text, millis);
        } catch (IOException e) {
            try {
                client.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            return new Reply(
                    message.file(),
                    control,
                    "-",
                    String.valueOf(e.getMessage()),
                    (System.nanoTime() - start) / 1e6);
        }
    }

    private static void waitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime();
                left > 0;
                left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Result summary(List<Reply> replies, double seconds) {
        long accepted = replies.stream().filter(Reply::accepted).count();
        var latencies = new Latencies();
        replies.forEach(reply -> latencies.add((long) (reply.millis() * 1e6)));
        return new Result(
                replies.size(),
                accepted,
                replies.size() - accepted,
                seconds,
                latencies.summary(),
                replies);
    }

    private void show(Result result) {
        if (output.json) {
            screen.json(result);
            return;
        }
        if (result.sent() <= 50) {
            for (Reply reply : result.acknowledgements()) {
                String code =
                        screen.tone(
                                reply.accepted() ? Screen.Tone.GOOD : Screen.Tone.BAD,
                                reply.code());
                screen.print(
                        "%s  %s  %s  %.1f ms  %s"
                                .formatted(
                                        code,
                                        reply.control(),
                                        reply.file(),
                                        reply.millis(),
                                        reply.text())
                                .stripTrailing());
            }
        }
        var millis = result.acknowledgementMillis();
        screen.say(
                "send.total", result.sent(), result.accepted(), result.refused(), result.seconds());
        screen.say("send.latency", millis.p50(), millis.p95(), millis.p99());
    }
}
