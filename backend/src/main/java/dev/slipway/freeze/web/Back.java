package dev.slipway.freeze.web;

import dev.slipway.web.HtmxRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Leads back to the page of freezes after a change, in the way of who asked. */
final class Back {

    private Back() {}

    static ResponseEntity<Void> to(String project, HtmxRequest htmx) {
        return path("/projects/" + project + "/freezes", htmx);
    }

    static ResponseEntity<Void> path(String path, HtmxRequest htmx) {
        return htmx.asked()
                ? ResponseEntity.noContent().header("HX-Redirect", path).build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(path))
                        .build();
    }
}
