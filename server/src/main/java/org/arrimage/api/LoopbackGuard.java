// SPDX-License-Identifier: Apache-2.0
package org.arrimage.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Stands before every page and every call while the server has no accounts (decision 0203): only
 * this machine, only under a loopback name (a web page elsewhere cannot reach us by rebinding its
 * own name), and only with the server's token wherever something is changed or {@code /api/} is
 * read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LoopbackGuard extends OncePerRequestFilter {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern LOOPBACK_HOST =
            Pattern.compile(
                    "(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?",
                    Pattern.CASE_INSENSITIVE);

    /** Facts and route files are text written by people: a body past this is a mistake. */
    static final long LARGEST_BODY_BYTES = 4L << 20;

    /** Only our own files: no script, style or picture from elsewhere, none written in a page. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final ServerToken token;
    private final JsonMapper json;

    LoopbackGuard(ServerToken token, JsonMapper json) {
        this.token = token;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var refusal = refusal(request);
        if (refusal.isEmpty()) {
            response.setHeader("Content-Security-Policy", CONTENT_POLICY);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("Referrer-Policy", "no-referrer");
            response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
            chain.doFilter(request, response);
            return;
        }
        var problem = refusal.get();
        response.setStatus(problem.status().value());
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"arrimage\"");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem.body()));
    }

    private Optional<Problem> refusal(HttpServletRequest request) throws IOException {
        if (!InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()) {
            return refused(
                    HttpStatus.FORBIDDEN,
                    "not-this-machine",
                    "This server answers its own machine only.");
        }
        String host = header(request, HttpHeaders.HOST);
        if (!LOOPBACK_HOST.matcher(host).matches()) {
            return refused(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "not-a-loopback-name",
                    "Use http://127.0.0.1 or http://localhost as the address.");
        }
        boolean safe = SAFE_METHODS.contains(request.getMethod());
        boolean api = request.getRequestURI().startsWith("/api/");
        if ((api || !safe) && !token.isShownBy(header(request, HttpHeaders.AUTHORIZATION))) {
            return refused(
                    HttpStatus.UNAUTHORIZED,
                    "token-needed",
                    "Send Authorization: Bearer with the token of server.json in the server's data"
                            + " folder. Each start of the server makes a new one.");
        }
        return safe ? Optional.empty() : bodyRefusal(request);
    }

    private static Optional<Problem> bodyRefusal(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length > LARGEST_BODY_BYTES) {
            return refused(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "body-too-large",
                    "The body is %d bytes; the most is %d.".formatted(length, LARGEST_BODY_BYTES));
        }
        if (length < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            return refused(
                    HttpStatus.LENGTH_REQUIRED,
                    "length-required",
                    "Say the body's size (Content-Length); chunked bodies are not taken.");
        }
        return Optional.empty();
    }

    private static Optional<Problem> refused(HttpStatus status, String code, String detail) {
        return Optional.of(new Problem(status, code, detail));
    }

    private static String header(HttpServletRequest request, String name) {
        var value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
