package dev.slipway.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of a portal in another process, as a script of an operator uses it: with a bearer token. */
public final class PortalClient {

    private static final Pattern SETUP_LINK = Pattern.compile("http://\\S+/setup/(\\S+)");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");
    private static final Pattern CSRF_FIELD = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(30))
            .cookieHandler(new CookieManager())
            .build();
    private final URI portal;
    private final String token;

    private PortalClient(URI portal, String token) {
        this.portal = portal;
        this.token = token;
    }

    /** Takes the one-time link the portal printed, makes the first administrator, and a token of theirs. */
    public static PortalClient firstAdministrator(PortalProcess portal) throws IOException, InterruptedException {
        var link = SETUP_LINK.matcher(portal.output());
        if (!link.find()) {
            throw new AssertionError("No one-time link in:\n" + portal.output());
        }
        var browser = new PortalClient(portal.url(), "");
        var setup = portal.url().resolve("/setup/" + link.group(1));
        var form = browser.page(setup);
        var password = "correct horse battery staple";
        var entered = browser.http.send(
                HttpRequest.newBuilder(setup)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("userName=admin&password=" + encoded(password) + "&again="
                                + encoded(password) + "&_csrf=" + encoded(find(CSRF_FIELD, form))))
                        .build(),
                BodyHandlers.ofString());
        if (entered.statusCode() != 303) {
            throw new AssertionError("The first administrator was refused: " + entered.body());
        }
        var home = browser.page(portal.url().resolve("/account"));
        var made = browser.http.send(
                HttpRequest.newBuilder(portal.url().resolve("/api/v1/tokens"))
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-TOKEN", find(CSRF, home))
                        .POST(BodyPublishers.ofString(
                                """
                                {"title": "test", "expiresAt": "%s",
                                 "permissions": ["VIEW", "RELEASE", "DEPLOY", "DECIDE", "APPROVE", "EDIT", "ADMINISTER"]}\
                                """.formatted(Instant.now().plus(Duration.ofDays(1)))))
                        .build(),
                BodyHandlers.ofString());
        if (made.statusCode() != 201) {
            throw new AssertionError("No token: " + made.statusCode() + " " + made.body());
        }
        return new PortalClient(
                portal.url(), JSON.readTree(made.body()).path("secret").asString());
    }

    /** The same person at another portal on the same database. */
    public PortalClient at(PortalProcess other) {
        return new PortalClient(other.url(), token);
    }

    public String token() {
        return token;
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(text(path, "application/json"));
    }

    public String text(String path, String accept) throws IOException, InterruptedException {
        return ok(request(path).header("Accept", accept).GET());
    }

    public JsonNode post(String path, String json) throws IOException, InterruptedException {
        return JSON.readTree(
                ok(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json))));
    }

    public JsonNode post(String path, String json, String idempotencyKey) throws IOException, InterruptedException {
        return JSON.readTree(ok(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(json))));
    }

    public void put(String path, String contentType, String ifMatch, String body)
            throws IOException, InterruptedException {
        var request = request(path).header("Content-Type", contentType).PUT(BodyPublishers.ofString(body));
        ok(ifMatch.isEmpty() ? request : request.header("If-Match", ifMatch));
    }

    /** Uploads an artifact and returns its digest. */
    public String upload(String path, byte[] bytes) throws IOException, InterruptedException {
        return JSON.readTree(ok(request(path)
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(bytes))))
                .path("digest")
                .asString();
    }

    /** The entity tag of a resource. */
    public String etag(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.discarding())
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(portal.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    private String ok(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new AssertionError(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private String page(URI page) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(page)
                                .header("Accept", "text/html")
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String find(Pattern pattern, String page) {
        var match = pattern.matcher(page);
        if (!match.find()) {
            throw new AssertionError("No " + pattern + " in:\n" + page);
        }
        return match.group(1);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
