package dev.slipway.identity.provider;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Cookies and redirects as a browser has them, one step at a time. */
class TestBrowser {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .cookieHandler(cookies)
            .build();
    private final URI portal;

    TestBrowser(String portal) {
        this.portal = URI.create(portal);
    }

    /** Without following where it leads. */
    HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(portal.resolve(address))
                .header("Accept", "text/html")
                .GET());
    }

    /** Goes on until a page comes; gives that page. */
    HttpResponse<String> follow(String address) {
        var answer = get(address);
        for (var step = 0; step < 10 && location(answer).isPresent(); step++) {
            answer = get(answer.uri().resolve(location(answer).get()).toString());
        }
        return answer;
    }

    /** To the provider and back to the portal's callback, which is not asked yet. */
    String goAndComeBack(String provider) {
        var away = location(get("/sign-in/" + provider)).orElseThrow();
        return location(get(away)).orElseThrow();
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        var page = CSRF.matcher(get("/account").body());
        var request = HttpRequest.newBuilder(portal.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
        return send(page.find() ? request.header("X-CSRF-TOKEN", page.group(1)) : request);
    }

    boolean hasSession() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::getName)
                .anyMatch("slipway-session"::equals);
    }

    /** Whether the portal shows them their account. */
    boolean isIn() {
        return get("/account").statusCode() == 200;
    }

    static Optional<String> location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location");
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
