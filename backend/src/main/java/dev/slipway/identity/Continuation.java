package dev.slipway.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a person goes after signing in: a page of this portal and nowhere else.
 *
 * @param path path and query
 */
public record Continuation(String path) {

    private static final Continuation HOME = new Continuation("/");

    /** Anything that could lead to another site becomes the first page. */
    public static Continuation of(@Nullable String wish) {
        if (wish == null || wish.length() > 2000 || !wish.startsWith("/") || wish.startsWith("//")) {
            return HOME;
        }
        if (wish.indexOf('\\') >= 0 || wish.chars().anyMatch(c -> c < 0x21 || c == 0x7f)) {
            return HOME;
        }
        try {
            var uri = new URI(wish);
            var path = uri.getRawPath();
            var elsewhere = uri.isAbsolute() || uri.getRawAuthority() != null || path == null || path.startsWith("//");
            return elsewhere || path.startsWith("/sign-") ? HOME : new Continuation(wish);
        } catch (URISyntaxException e) {
            return HOME;
        }
    }

    String signIn() {
        return path.equals("/") ? "/sign-in" : "/sign-in?continue=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
