// SPDX-License-Identifier: Apache-2.0
package org.arrimage.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import java.util.Locale;

/** Tells every refusal and every failure the same way, with a stable code and no stack trace. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** Causes may go round in a circle. */
    private static final int DEEPEST_CAUSE = 16;

    private final Counter aborted;

    ProblemAdvice(MeterRegistry meters) {
        aborted =
                Counter.builder("arrimage.http.aborted")
                        .description("requests whose client went away before the answer")
                        .register(meters);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Problem problem) {
        return ResponseEntity.status(problem.status()).body(problem.body());
    }

    /** The edge of the server: nothing above this catches, and the caller must be answered. */
    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDetail> failed(Exception failure) {
        if (isOfTheClient(failure)) {
            count(failure);
            return null;
        }
        LOG.error("A request failed ({})", failure.getClass().getName(), failure);
        var status = HttpStatus.INTERNAL_SERVER_ERROR;
        return ResponseEntity.status(status)
                .body(
                        Problem.body(
                                status,
                                "internal-failure",
                                "Something of ours failed. The server's log says what."));
    }

    /** What Spring refuses by itself; a client that went away gets no answer. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception refusal,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (isOfTheClient(refusal)) {
            count(refusal);
            return null;
        }
        return super.handleExceptionInternal(refusal, body, headers, status, request);
    }

    /** A peer can go away as often as it likes: that fills no log. */
    private void count(Exception gone) {
        aborted.increment();
        LOG.debug("A client went away ({})", gone.getClass().getName());
    }

    /** Only what Tomcat says of the connection: our own to the database breaks otherwise. */
    private static boolean isOfTheClient(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof ClientAbortException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            problem.setProperty("code", code(status));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static String code(HttpStatusCode status) {
        var known = HttpStatus.resolve(status.value());
        return known == null
                ? "http-" + status.value()
                : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
