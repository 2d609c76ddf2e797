package dev.slipway.dashboard.placement;

import dev.slipway.catalog.Placement;
import dev.slipway.logstream.SecretNotMaskable;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps the values of a placement's secrets out of what its instances print, as far as this portal can read them. */
@Component
class KnownSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(KnownSecrets.class);
    private static final String MASK = "***";

    private final Secrets secrets;

    KnownSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Replaces them in a text. Blocks while it reads them. */
    UnaryOperator<String> of(Placement placement) {
        var known = dev.slipway.logstream.Secrets.NONE;
        var tooShort = new ArrayList<String>();
        for (var value : values(placement)) {
            try {
                known = known.with(value);
            } catch (SecretNotMaskable e) {
                tooShort.add(value);
            }
        }
        var masks = known;
        return text -> {
            var masked = masks.mask(text);
            for (var value : tooShort) {
                masked = masked.replace(value, MASK);
            }
            return masked;
        };
    }

    private List<String> values(Placement placement) {
        var values = new ArrayList<String>();
        placement.configuration().forEach((name, value) -> {
            if (value instanceof ConfigurationValue.Secret secret) {
                try {
                    values.add(secrets.resolve(secret.reference()));
                } catch (SecretUnavailable e) {
                    // Its target resolves it; the portal never knows the value.
                    LOG.debug("Secret {} of {} cannot be masked: {}", name, placement.key(), e.getMessage());
                }
            }
        });
        values.removeIf(String::isBlank);
        return values;
    }
}
