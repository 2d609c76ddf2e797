package dev.slipway.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What htmx says about a request; a handler takes it as an argument and answers a fragment instead of a page.
 *
 * @param asked whether htmx sent it, rather than the browser itself
 * @param target id of the element the answer goes to
 */
public record HtmxRequest(boolean asked, @Nullable String target) {

    static HtmxRequest of(HttpHeaders headers) {
        return new HtmxRequest("true".equals(headers.getFirst("HX-Request")), headers.getFirst("HX-Target"));
    }

    /** The fragment for htmx, the whole page for everybody else. */
    public String choose(String fragment, String page) {
        return asked ? fragment : page;
    }

    /** Whether the answer goes into the shared dialog of the layout. */
    public boolean inDialog() {
        return "dialog-body".equals(target);
    }
}
