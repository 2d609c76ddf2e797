package dev.slipway.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID Connect provider in this JVM that knows everybody and can lie: it signs in whom the test names, with a claim or a
 * signature of the test's. It is strict about what a client owes it: PKCE, codes that work once, its own redirect address.
 */
public final class TestProvider implements AutoCloseable {

    public static final String CLIENT = "slipway-tests";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Begun> codes = new ConcurrentHashMap<>();
    private final Map<String, Person> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, Person> accessTokens = new ConcurrentHashMap<>();
    private final Map<String, String> sids = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile RSAKey key = newKey();
    private volatile Person person = new Person("nobody", "Nobody", Map.of());
    private volatile Lie lie = Lie.NONE;
    private volatile boolean down;
    private volatile Map<String, String> lastAuthorization = Map.of();

    /** Whom the provider vouches for. */
    public record Person(String subject, String name, Map<String, Object> claims) {

        public static Person of(String subject, String name, String... groups) {
            return new Person(subject, name, Map.of("preferred_username", subject, "groups", List.of(groups)));
        }

        public Person with(String claim, Object value) {
            var all = new LinkedHashMap<>(claims);
            all.put(claim, value);
            return new Person(subject, name, all);
        }
    }

    /** What it does to an ID token before anybody sees it. */
    public record Lie(UnaryOperator<JWTClaimsSet.Builder> claims, Signature signature) {

        public static final Lie NONE = new Lie(claims -> claims, Signature.RIGHT);

        public static Lie in(UnaryOperator<JWTClaimsSet.Builder> claims) {
            return new Lie(claims, Signature.RIGHT);
        }

        public static Lie by(Signature signature) {
            return new Lie(claims -> claims, signature);
        }
    }

    /** How a token is signed. */
    public enum Signature {
        RIGHT,
        NONE,
        UNKNOWN_KEY,
        ANOTHER_KEY_OF_THE_SAME_NAME,
        SHARED_SECRET,
        LOGOUT_TYPE
    }

    private record Begun(Person person, Map<String, String> request) {}

    public TestProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Who signs in next. */
    public void signsIn(Person next) {
        this.person = next;
        this.lie = Lie.NONE;
    }

    public void lies(Lie next) {
        this.lie = next;
    }

    /** From now on its tokens are signed with a new key, and only that one is published. */
    public void rotateKeys() {
        key = newKey();
    }

    /** Refuses to renew what it gave to the person. */
    public void revoke(Person gone) {
        revoked.add(gone.subject());
    }

    /** What a renewal says of the person from now on. */
    public void changes(Person now) {
        refreshTokens.replaceAll((_, known) -> known.subject().equals(now.subject()) ? now : known);
    }

    public void isDown(boolean now) {
        this.down = now;
    }

    /** How it calls the person's newest session. */
    public String sid(Person of) {
        return String.valueOf(sids.get(of.subject()));
    }

    /** What the portal sent the last browser with. */
    public Map<String, String> lastAuthorization() {
        return lastAuthorization;
    }

    /** A logout token as it should be, then changed by the test. */
    public String logoutToken(UnaryOperator<JWTClaimsSet.Builder> change, Signature signature) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(120)))
                .jwtID(UUID.randomUUID().toString())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        return sign(change.apply(claims).build(), signature, "logout+jwt");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (down) {
                send(exchange, 503, "text/plain", "down");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> json(exchange, 200, configuration());
                case "/keys" -> send(exchange, 200, "application/json", new JWKSet(key).toString());
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange);
                case "/userinfo" -> userInfo(exchange);
                case "/login/oauth/authorize" -> authorize(exchange);
                case "/login/oauth/access_token" -> gitHubToken(exchange);
                case "/api/v3/user" -> gitHub(exchange, who -> Map.of("id", who.subject(), "login", who.name()));
                case "/api/v3/user/emails" ->
                    gitHub(
                            exchange,
                            who -> List.of(
                                    Map.of("email", who.name() + "@example.org", "primary", true, "verified", true)));
                case "/api/v3/user/orgs" -> gitHub(exchange, _ -> List.of(Map.of("login", "acme")));
                case "/api/v3/user/teams" ->
                    gitHub(exchange, _ -> List.of(Map.of("slug", "backend", "organization", Map.of("login", "acme"))));
                default -> send(exchange, 404, "text/plain", "nothing here");
            }
        }
    }

    private Map<String, Object> configuration() {
        return Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "userinfo_endpoint", issuer() + "/userinfo",
                "jwks_uri", issuer() + "/keys",
                "end_session_endpoint", issuer() + "/logout",
                "subject_types_supported", List.of("public"),
                "response_types_supported", List.of("code"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var request = form(exchange.getRequestURI().getRawQuery());
        lastAuthorization = request;
        var code = UUID.randomUUID().toString();
        codes.put(code, new Begun(person, request));
        var back = URI.create(request.getOrDefault("redirect_uri", "")) + "?code=" + code + "&state="
                + URLEncoder.encode(request.getOrDefault("state", ""), StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Location", back);
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        var request = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var who = switch (request.getOrDefault("grant_type", "")) {
            case "authorization_code" -> redeem(request);
            case "refresh_token" -> renew(request);
            default -> null;
        };
        if (who == null) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        var access = UUID.randomUUID().toString();
        var refresh = UUID.randomUUID().toString();
        accessTokens.put(access, who.person());
        refreshTokens.put(refresh, who.person());
        json(
                exchange,
                200,
                Map.of(
                        "access_token",
                        access,
                        "refresh_token",
                        refresh,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300,
                        "id_token",
                        idToken(who)));
    }

    /** Each code once, for the address it was sent to and the verifier of its challenge. */
    private @Nullable Begun redeem(Map<String, String> request) {
        var begun = codes.remove(request.getOrDefault("code", ""));
        return begun != null
                        && begun.request().getOrDefault("redirect_uri", "").equals(request.get("redirect_uri"))
                        && begun.request()
                                .getOrDefault("code_challenge", "")
                                .equals(challenge(request.getOrDefault("code_verifier", "")))
                ? begun
                : null;
    }

    /** Each refresh token once. */
    private @Nullable Begun renew(Map<String, String> request) {
        var known = refreshTokens.remove(request.getOrDefault("refresh_token", ""));
        return known == null || revoked.contains(known.subject()) ? null : new Begun(known, Map.of());
    }

    private String idToken(Begun begun) {
        var now = clock.instant();
        var who = begun.person();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(who.subject())
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("name", who.name())
                .claim(
                        "sid",
                        begun.request().isEmpty()
                                ? sids.get(who.subject())
                                : sids.merge(who.subject(), UUID.randomUUID().toString(), (_, fresh) -> fresh));
        if (begun.request().get("nonce") != null) {
            claims.claim("nonce", begun.request().get("nonce"));
        }
        who.claims().forEach(claims::claim);
        return sign(lie.claims().apply(claims).build(), lie.signature(), "JWT");
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        var bearer = exchange.getRequestHeaders().getFirst("Authorization");
        var who = bearer == null ? null : accessTokens.get(bearer.replaceFirst("Bearer ", ""));
        if (who == null) {
            send(exchange, 401, "text/plain", "who?");
            return;
        }
        var claims = new LinkedHashMap<>(who.claims());
        claims.put("sub", who.subject());
        claims.put("name", who.name());
        json(exchange, 200, claims);
    }

    private void gitHubToken(HttpExchange exchange) throws IOException {
        var request = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var begun = redeem(request);
        if (begun == null || !"a secret of GitHub's".equals(request.get("client_secret"))) {
            json(exchange, 400, Map.of("error", "bad_verification_code"));
            return;
        }
        var access = UUID.randomUUID().toString();
        accessTokens.put(access, begun.person());
        json(exchange, 200, Map.of("access_token", access, "token_type", "bearer", "scope", "read:user"));
    }

    private void gitHub(HttpExchange exchange, Function<Person, Object> answer) throws IOException {
        var bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        var who = accessTokens.get(bearer.replaceFirst("Bearer ", ""));
        if (who == null || revoked.contains(who.subject())) {
            send(exchange, 401, "application/json", "{}");
            return;
        }
        send(exchange, 200, "application/json", JSON.writeValueAsString(answer.apply(who)));
    }

    private String sign(JWTClaimsSet claims, Signature signature, String type) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .type(new JOSEObjectType(signature == Signature.LOGOUT_TYPE ? "logout+jwt" : type))
                    .keyID(signature == Signature.UNKNOWN_KEY ? "nobody-knows" : key.getKeyID())
                    .build();
            return switch (signature) {
                case NONE -> new PlainJWT(claims).serialize();
                case SHARED_SECRET -> {
                    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
                    token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
                    yield token.serialize();
                }
                case RIGHT, LOGOUT_TYPE -> signed(header, claims, key);
                case UNKNOWN_KEY, ANOTHER_KEY_OF_THE_SAME_NAME -> signed(header, claims, newKey());
            };
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey key) throws JOSEException {
        var token = new SignedJWT(header, claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        pair -> pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void json(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        send(exchange, status, "application/json", JSON.writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** A time a token can be given. */
    public static Date date(Instant time) {
        return Date.from(time);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
