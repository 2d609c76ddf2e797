package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PortalTest;
import dev.slipway.testing.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A portal that ends TLS itself and lets nobody ask much, over real connections. */
@PortalTest
@DirtiesContext
class HttpsTest {

    private static final String PASSWORD = "four words only mine";
    private static final int REQUESTS = 40;
    private static final int STREAMS = 2;
    private static final SelfSigned CERTIFICATE = SelfSigned.of("localhost");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final URI portal;
    private final TestPeople people;
    private final PasswordChanges changes;

    @Autowired
    HttpsTest(TestPeople people, PasswordChanges changes, Environment environment) {
        portal = URI.create("https://localhost:" + environment.getRequiredProperty("local.server.port"));
        this.people = people;
        this.changes = changes;
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("server.ssl.key-store", () -> CERTIFICATE.store().toString());
        settings.add("server.ssl.key-store-type", () -> "PKCS12");
        settings.add("server.ssl.key-store-password", CERTIFICATE::password);
        settings.add("slipway.limits.requests", () -> REQUESTS);
        settings.add("slipway.limits.streams", () -> STREAMS);
    }

    @Test
    void cookiesShouldBeOfThisHostAndEncryptedOnly() throws Exception {
        var person = people.person(Role.VIEWER);
        changes.hash("password", PASSWORD, person.userName())
                .flatMap(hash -> changes.set(person.userName(), hash, null, people.actor(Role.ADMINISTRATOR)))
                .block();
        var browser = browser();

        var form = browser.send(page("/sign-in"), BodyHandlers.ofString());
        assertThat(cookies(form)).anySatisfy(HttpsTest::isOfThisHost);
        var token = TOKEN.matcher(form.body());
        assertThat(token.find()).isTrue();
        var signedIn = browser.send(
                HttpRequest.newBuilder(portal.resolve("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("userName=" + person.userName() + "&password="
                                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8) + "&_csrf="
                                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(cookies(signedIn)).anySatisfy(cookie -> {
            isOfThisHost(cookie);
            assertThat(cookie).startsWith("__Host-slipway-session=");
        });

        assertThat(browser.send(page("/account"), BodyHandlers.ofString()).body())
                .contains(person.name());
        var plain = cookies(signedIn).getFirst().replaceFirst("__Host-", "").replaceFirst(";.*", "");
        assertThat(client().send(
                                HttpRequest.newBuilder(portal.resolve("/account"))
                                        .header("Cookie", plain)
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .as("a cookie without the prefix, which another host could have set")
                .isNotEqualTo(200);
    }

    /** RFC 6265bis, section 4.1.3.2: secure, for the whole host, and for no other. */
    private static void isOfThisHost(String cookie) {
        assertThat(cookie)
                .startsWith("__Host-")
                .containsIgnoringCase("; Secure")
                .containsIgnoringCase("; HttpOnly")
                .contains("; SameSite=Lax", "; Path=/;")
                .doesNotContainIgnoringCase("domain=");
        assertThat(HttpCookie.parse("Set-Cookie: " + cookie).getFirst().getSecure())
                .isTrue();
    }

    @Test
    void browsersShouldComeBackEncryptedForAYear() throws Exception {
        for (var path : List.of("/sign-in", "/health", "/api/v1/me", "/static/css/slipway.css", "/nowhere")) {
            assertThat(client().send(page(path), BodyHandlers.discarding())
                            .headers()
                            .allValues("Strict-Transport-Security"))
                    .as(path)
                    .containsExactly("max-age=31536000; includeSubDomains");
        }
    }

    @Test
    void programsShouldBeToldInJsonWhenToAskAgain() throws Exception {
        var bearer = people.token(people.person(Role.VIEWER));

        var refused = refused(HttpRequest.newBuilder(portal.resolve("/api/v1/me"))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + bearer)
                .build());

        assertThat(problem(refused).path("title").asString()).isEqualTo("Too Many Requests");
    }

    @Test
    void peopleShouldBeToldOnAPageWhenToAskAgain() throws Exception {
        var session = session(people.person(Role.VIEWER));

        var refused = refused(request("/account", session)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .build());
        assertThat(type(refused)).startsWith("text/html");
        assertThat(refused.body()).contains("429", "are too many", "Ask again in");

        var fragment = refused(
                request("/account", session).header("HX-Request", "true").build());
        assertThat(fragment.body()).contains("role=\"alert\"").doesNotContain("<html");
    }

    @Test
    void oneStreamTooManyShouldBeRefusedInJson() throws Exception {
        var session = session(people.person(Role.VIEWER));
        var client = client();
        var open = new ArrayList<HttpResponse<InputStream>>();
        try {
            for (var i = 0; i < STREAMS; i++) {
                open.add(client.send(stream(session), BodyHandlers.ofInputStream()));
            }
            assertThat(open).allSatisfy(one -> assertThat(one.statusCode()).isEqualTo(200));

            var refused = client.send(stream(session), BodyHandlers.ofString());
            assertThat(problem(refused).path("detail").asString()).contains("too many live pages");
        } finally {
            for (var one : open) {
                one.body().close();
            }
        }
    }

    /** Asks until it is refused: a minute may end meanwhile, so it takes at most what two of them allow. */
    private HttpResponse<String> refused(HttpRequest request) throws IOException, InterruptedException {
        var client = client();
        for (var i = 0; i < 20 * REQUESTS; i++) {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 429) {
                assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                        .isBetween(1L, 61L);
                return answer;
            }
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        throw new AssertionError("Nobody refused to answer");
    }

    private static JsonNode problem(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(type(refused)).startsWith("application/problem+json");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
        var problem = JsonMapper.shared().readTree(refused.body());
        assertThat(problem.path("status").asInt()).isEqualTo(429);
        return problem;
    }

    private HttpRequest stream(Map<String, String> session) {
        return request("/inbox/live", session)
                .header("Accept", "text/event-stream")
                .build();
    }

    private HttpRequest page(String path) {
        return HttpRequest.newBuilder(portal.resolve(path))
                .header("Accept", "text/html")
                .build();
    }

    private HttpRequest.Builder request(String path, Map<String, String> session) {
        var request = HttpRequest.newBuilder(portal.resolve(path));
        session.forEach(request::header);
        return request;
    }

    private Map<String, String> session(Account person) {
        var headers = people.session(person);
        return Map.of("Cookie", "__Host-" + headers.get("Cookie"));
    }

    private static String type(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    private static List<String> cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(CERTIFICATE.trusted())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .sslContext(CERTIFICATE.trusted())
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .build();
    }
}
