package dev.slipway.identity.workload;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An issuer of tokens such as GitHub's, in this JVM; it can also make the wrong ones. */
final class CiSystem implements AutoCloseable {

    static final String AUDIENCE = "https://deploy.example.org";

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile RSAKey key = newKey();

    CiSystem() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        serve("/.well-known/openid-configuration", () -> """
            {"issuer": "%s", "jwks_uri": "%s/keys"}\
            """.formatted(issuer(), issuer()));
        serve("/keys", () -> {
            asked.incrementAndGet();
            return new JWKSet(key.toPublicJWK()).toString();
        });
        server.start();
    }

    private interface Body {
        String text();
    }

    private void serve(String path, Body body) {
        server.createContext(path, exchange -> {
            var bytes = body.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** How often its keys were asked for. */
    int asked() {
        return asked.get();
    }

    void rotate() {
        key = newKey();
    }

    String token(Map<String, Object> claims) {
        return token(claims, all -> all);
    }

    String token(Map<String, Object> claims, UnaryOperator<JWTClaimsSet.Builder> lie) {
        return signed(claims(claims, lie), key);
    }

    String unsigned(Map<String, Object> claims) {
        return new PlainJWT(claims(claims, all -> all)).serialize();
    }

    /** By a key of the same name that is not the issuer's. */
    String forged(Map<String, Object> claims) {
        return signed(claims(claims, all -> all), newKey(key.getKeyID()));
    }

    String byUnknownKey(Map<String, Object> claims) {
        return signed(claims(claims, all -> all), newKey());
    }

    /** The public key taken for a shared secret. */
    String bySharedSecret(Map<String, Object> claims) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims(claims, all -> all));
            token.sign(new MACSigner(key.toPublicJWK().toString()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWTClaimsSet claims(Map<String, Object> claims, UnaryOperator<JWTClaimsSet.Builder> lie) {
        var now = Instant.now();
        var all = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject("repo:octo/shop:ref:refs/heads/main")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
        claims.forEach(all::claim);
        return lie.apply(all).build();
    }

    private static String signed(JWTClaimsSet claims, RSAKey by) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(by.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(by));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        return newKey(UUID.randomUUID().toString());
    }

    private static RSAKey newKey(String name) {
        try {
            return new RSAKeyGenerator(2048).keyID(name).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
