package dev.slipway.identity.web;

import dev.slipway.web.HtmxRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What a form gets that did what it should: the page to look at next. */
final class Done {

    private Done() {}

    static ResponseEntity<Void> next(String path, HtmxRequest htmx) {
        return htmx.asked()
                ? ResponseEntity.ok().header("HX-Redirect", path).build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(path))
                        .build();
    }
}
