package dev.slipway.web;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** For whom an answer is, which decides the form of an error. */
public enum Audience {
    /** A script or an event stream: problem JSON. */
    PROGRAM,
    /** htmx, which puts the answer into a page: a fragment. */
    FRAGMENT,
    /** A browser that shows the answer as a page. */
    PERSON;

    public static Audience of(ServerHttpRequest request) {
        if (Paths.isApi(request)) {
            return PROGRAM;
        }
        if ("true".equals(request.getHeaders().getFirst("HX-Request"))) {
            return FRAGMENT;
        }
        return wantsPage(request) ? PERSON : PROGRAM;
    }

    private static boolean wantsPage(ServerHttpRequest request) {
        try {
            var accept = request.getHeaders().getAccept();
            return accept.isEmpty()
                    || accept.stream()
                            .anyMatch(type -> type.isCompatibleWith(MediaType.TEXT_HTML)
                                            && !type.isCompatibleWith(MediaType.APPLICATION_JSON)
                                    || type.isWildcardType());
        } catch (InvalidMediaTypeException e) {
            return true;
        }
    }
}
