package dev.slipway.approval.web;

import dev.slipway.web.HtmxRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Sends the browser on, in the way of who asked. */
final class Next {

    private Next() {}

    static ResponseEntity<Void> page(String path, HtmxRequest htmx) {
        return htmx.asked()
                ? ResponseEntity.noContent().header("HX-Redirect", path).build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(path))
                        .build();
    }
}
