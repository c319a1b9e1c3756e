// SPDX-License-Identifier: Apache-2.0
package org.arrimage.api;

import org.arrimage.rulebook.Unusable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal that the caller is told as {@code application/problem+json} (RFC 9457). The detail says
 * what happened, where, and what to do; it never holds patient data.
 */
public final class Problem extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String code;
    private final transient Map<String, Object> more = new LinkedHashMap<>();

    /**
     * Refuses.
     *
     * @param status the HTTP status
     * @param code stable, lower case, words joined by hyphens: {@code route-unknown}
     * @param detail one or two sentences for the caller
     */
    public Problem(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    /** The refusal of a file that cannot be used: where, what stands there, what is expected. */
    public static Problem of(String code, Unusable unusable) {
        return new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        code,
                        String.valueOf(unusable.getMessage()))
                .with("path", unusable.path())
                .with("line", unusable.line())
                .with("value", unusable.value())
                .with("expectation", unusable.expectation());
    }

    /** Adds a member to the answer, for instance where in the body the trouble is. */
    public Problem with(String name, Object value) {
        more.put(name, value);
        return this;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    HttpStatus status() {
        return status;
    }

    ProblemDetail body() {
        var body = body(status, code, String.valueOf(getMessage()));
        more.forEach(body::setProperty);
        return body;
    }

    static ProblemDetail body(HttpStatus status, String code, String detail) {
        var body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setTitle(status.getReasonPhrase());
        body.setProperty("code", code);
        return body;
    }
}
