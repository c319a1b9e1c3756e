// SPDX-License-Identifier: Apache-2.0
package org.arrimage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.catalina.connector.ClientAbortException;
import org.arrimage.Arrimage;
import org.arrimage.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.json.JsonMapper;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Clients that go away in the middle of what they send fill no log: they are counted. */
class AbortedRequestTests {

    private static final int ABORTS = 20;

    @TempDir static Path data;
    private static TestDatabase database;
    private static ConfigurableApplicationContext server;
    private static ServerFile.Content file;
    private final Seen seen = new Seen();

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.fresh();
        server =
                new SpringApplication(Arrimage.class)
                        .run(
                                "--server.port=0",
                                "--arrimage.data=" + data,
                                "--arrimage.database.url=" + database.url(),
                                "--arrimage.database.username=" + database.username(),
                                "--arrimage.database.password=" + database.password());
        file =
                new JsonMapper()
                        .readValue(
                                Files.readAllBytes(data.resolve("server.json")),
                                ServerFile.Content.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void listen() {
        seen.start();
        root().addAppender(seen);
    }

    @AfterEach
    void listenNoMore() {
        root().detachAppender(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/facts, true",
        "POST, /api/v1/facts, false",
        "PUT, /api/v1/routes/a, true",
        "PUT, /api/v1/routes/a, false",
        "POST, /api/v1/clock, true",
        "POST, /api/v1/clock, false"
    })
    void countsThemAndWritesNoLineForEach(String method, String path, boolean reset)
            throws Exception {
        double before = counted();

        for (int i = 0; i < ABORTS; i++) {
            abort(method, path, reset);
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> counted() - before >= ABORTS);
        assertThat(seen.lines).isEmpty();
    }

    @Test
    void tellsAClientThatIsGoneFromAFailureOfOurs() {
        MeterRegistry meters = new SimpleMeterRegistry();
        ProblemAdvice advice = new ProblemAdvice(meters);

        var gone = advice.failed(new IllegalStateException(new ClientAbortException("reset")));
        var ours = advice.failed(new IllegalStateException(new EOFException("the database")));

        assertThat(gone).isNull();
        assertThat(ours).isNotNull();
        assertThat(meters.get("arrimage.http.aborted").counter().count()).isEqualTo(1);
        assertThat(seen.lines).singleElement().asString().contains("A request failed");
    }

    private static double counted() {
        return server.getBean(MeterRegistry.class).get("arrimage.http.aborted").counter().count();
    }

    /** Says that a thousand bytes come, sends ten, and is gone: in order, or with a reset. */
    private static void abort(String method, String path, boolean reset) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", file.port())) {
            socket.setSoLinger(reset, 0);
            socket.getOutputStream()
                    .write(
                            ("%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                                            + "Content-Type: application/json\r\n"
                                            + "Content-Length: 1000\r\n\r\n{\"at\":\"202")
                                    .formatted(method, path, file.token())
                                    .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** What would be in the log. */
    private static final class Seen extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
                lines.add(event.getLoggerName() + " " + event.getFormattedMessage());
            }
        }
    }
}
