package dev.slipway.notification.message;

import dev.slipway.identity.PublicAddress;
import dev.slipway.notification.Notice;
import org.springframework.stereotype.Component;

/** Leads from a message to a page of the portal. */
@Component
class Links {

    private final PublicAddress address;

    Links(PublicAddress address) {
        this.address = address;
    }

    Notice.Link to(String path, String label) {
        return new Notice.Link(address.link(path), label);
    }
}
