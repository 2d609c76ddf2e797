package dev.slipway.notification.notifier;

import dev.slipway.net.AddressRefused;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.Secrets;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Posts to receivers and looks up secrets, in the words of {@link NotDelivered}. Nothing it says holds a secret. */
@Component
class Http {

    private final OutgoingHttp http;
    private final Secrets secrets;

    Http(OutgoingHttp http, Secrets secrets) {
        this.http = http;
        this.secrets = secrets;
    }

    String secret(@Nullable String reference) throws NotDelivered {
        if (reference == null) {
            throw NotDelivered.ever("The channel names no secret");
        }
        try {
            return secrets.resolve(SecretReference.parse(reference));
        } catch (SecretUnavailable e) {
            throw NotDelivered.now(String.valueOf(e.getMessage()));
        }
    }

    /** An address that is itself a secret. */
    URI secretAddress(@Nullable String reference) throws NotDelivered {
        try {
            return URI.create(secret(reference).strip());
        } catch (IllegalArgumentException e) {
            throw NotDelivered.now("What " + reference + " leads to is no address");
        }
    }

    /** Any answer that says it was taken; every other is {@link NotDelivered}. */
    OutgoingHttp.Answer post(URI address, Map<String, String> headers, String body) throws NotDelivered {
        var answer = send(address, headers, body);
        var status = answer.status();
        if (status >= 200 && status < 300) {
            return answer;
        }
        var why = "The receiver answered with status " + status + code(answer.body());
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            throw NotDelivered.until(why, seconds(answer.retryAfter()));
        }
        throw NotDelivered.ever(why);
    }

    private OutgoingHttp.Answer send(URI address, Map<String, String> headers, String body) throws NotDelivered {
        try {
            return http.post(address, headers, body);
        } catch (AddressRefused e) {
            throw NotDelivered.ever(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw NotDelivered.now("The receiver cannot be reached: " + plain(e, address));
        }
    }

    /** Without the address, of which a part may be a secret: what comes after the reason names it. */
    private static String plain(IOException e, URI address) {
        var message = String.valueOf(e.getMessage());
        var host = address.getHost();
        var at = host == null ? -1 : message.indexOf(host);
        var plain = at < 0 ? message : message.substring(0, at).replaceAll("[\\s:/]+$", "");
        return plain.replaceFirst("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", "");
    }

    /** A word such as {@code invalid_payload}; whole answers may tell about a network inside. */
    private static String code(String body) {
        var word = body.strip();
        return word.matches("[a-z_]{2,60}") ? " (" + word + ")" : "";
    }

    private static @Nullable Duration seconds(@Nullable String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : null;
    }
}
