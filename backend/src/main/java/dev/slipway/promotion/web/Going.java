package dev.slipway.promotion.web;

import dev.slipway.web.HtmxRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Where the browser goes after a form. */
final class Going {

    private Going() {}

    /** To another page. */
    static ResponseEntity<Void> to(String path, HtmxRequest htmx) {
        return htmx.asked()
                ? ResponseEntity.noContent().header("HX-Redirect", path).build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(path))
                        .build();
    }

    /** To the same page, which the live connection has brought the change to already. */
    static ResponseEntity<Void> backTo(String path, HtmxRequest htmx) {
        return htmx.asked() ? ResponseEntity.noContent().build() : to(path, htmx);
    }
}
