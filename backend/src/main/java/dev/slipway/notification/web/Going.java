package dev.slipway.notification.web;

import dev.slipway.web.HtmxRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Leads back to a page after a change, in the way of who asked. */
final class Going {

    private Going() {}

    static ResponseEntity<Void> to(String path, HtmxRequest htmx) {
        return htmx.asked()
                ? ResponseEntity.noContent().header("HX-Redirect", path).build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(path))
                        .build();
    }
}
